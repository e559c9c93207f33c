namespace Hebb.Learning.Reports;

/// <summary>Something that went wrong in a training, for a report.</summary>
/// <param name="Layer">Where.</param>
/// <param name="Problem">What it is called.</param>
/// <param name="Evidence">What shows it.</param>
/// <param name="Fix">What to do.</param>
public sealed record ReportFinding(string Layer, string Problem, string Evidence, string Fix);
