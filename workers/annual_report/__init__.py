"""The annual regional report to Brå: figures read once, sheets of plain values, one workbook."""
