"""Other services that answer the same as this project, each written as its users would."""

ROOT = "/samverkan/v1"
