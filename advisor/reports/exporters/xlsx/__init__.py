"""Excel workbooks of reports: what each rule and answer says, as tables to filter and count."""

from advisor.reports.exporters.xlsx.workbook import write_xlsx

__all__ = ["write_xlsx"]
