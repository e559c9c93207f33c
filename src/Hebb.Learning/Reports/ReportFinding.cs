namespace Hebb.Learning.Reports;

/// <summary>Something that went wrong in a training, for a report.</summary>
/// <param name="Layer">Where.</param>
/// <param name="Illness">What it is called.</param>
/// <param name="Evidence">What shows it.</param>
/// <param name="Cure">What to do.</param>
public sealed record ReportFinding(string Layer, string Illness, string Evidence, string Cure);
