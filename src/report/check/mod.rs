//! Looks for faults in a recognised report: rules, findings, the one wrong cell.
