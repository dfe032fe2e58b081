"""What a step asks, as data: questions, pages and conditions, and the answers of people in one table.

Knows no exercise and draws nothing: an exercise declares what it asks, and pages, tables, sheets and measures follow
from that. Names of people and of third parties stay in answers and never get into a log.
"""
