"""Stand-ins for dbt's own macros, so that sqlfluff can read the models without starting dbt."""


def datediff(first: str, second: str, datepart: str) -> str:
    return f"datediff('{datepart}', {first}, {second})"


def dateadd(datepart: str, interval: object, start: str) -> str:
    return f"dateadd('{datepart}', {interval}, {start})"


def date_trunc(datepart: str, day: str) -> str:
    return f"date_trunc('{datepart}', {day})"


def generate_series(upper_bound: int) -> str:
    return f"select {upper_bound} as generated_number"


def listagg(measure: str, delimiter_text: str, order_by_clause: str) -> str:
    return f"listagg({measure}, {delimiter_text}) within group ({order_by_clause})"
