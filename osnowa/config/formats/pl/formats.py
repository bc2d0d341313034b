"""Dates are shown as ``2.10.2018`` and accepted in the three ways people type them."""

DATE_FORMAT = "j.m.Y"
SHORT_DATE_FORMAT = "j.m.Y"
TIME_FORMAT = "G:i"
DATETIME_FORMAT = "j.m.Y, G:i"
SHORT_DATETIME_FORMAT = "j.m.Y, G:i"
DATE_INPUT_FORMATS = ["%d.%m.%Y", "%Y-%m-%d"]
TIME_INPUT_FORMATS = ["%H:%M", "%H.%M", "%H:%M:%S"]
DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\xa0"
NUMBER_GROUPING = 3
