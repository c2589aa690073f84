"""Parts of the page Attendance: what lies behind a rate, day by day, code by code and pupil by pupil."""
