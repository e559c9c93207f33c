namespace Hebb.Learning.Evaluation;

/// <summary>A point of a ROC or precision-recall curve: what answering "positive" from a threshold on comes to.</summary>
/// <param name="X">False positive rate (ROC), or recall (precision-recall).</param>
/// <param name="Y">True positive rate (ROC), or precision (precision-recall).</param>
/// <param name="Threshold">The lowest score that is answered "positive"; infinite where no row is.</param>
public readonly record struct CurvePoint(double X, double Y, double Threshold);
