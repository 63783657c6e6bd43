"""What Sweden's REST API profile asks that can be read in a contract: one function per requirement.

Each is named after its requirement (`dok_01` is DOK.01) and tells, place by place, whether it is
kept. One that finds no place to look at is not met either.
"""
