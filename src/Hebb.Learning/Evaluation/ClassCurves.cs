namespace Hebb.Learning.Evaluation;

/// <summary>The curves of one class against all others.</summary>
/// <param name="Class">The class that counts as positive.</param>
/// <param name="Roc">Positives found against false alarms.</param>
/// <param name="PrecisionRecall">Right answers against positives found.</param>
/// <param name="Calibration">Whether the probabilities mean what they say.</param>
public sealed record ClassCurves(string Class, RocCurve Roc, PrecisionRecallCurve PrecisionRecall, CalibrationCurve Calibration);
