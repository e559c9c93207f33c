using Hebb.Tests;

namespace Hebb.Learning.Tests;

/// <summary>Every numeric setting of the library has a range.</summary>
public sealed class SettingRangeTests
{
    [Fact]
    public void Every_numeric_setting_has_a_range() => new NumericSettings
    {
        Reports =
        [
            "BaselineComparison", "BoostingRound", "CalibrationBin", "ChanceTest", "ClassFigures", "ClassificationReport", "ColumnImportance", "CurvePoint",
            "DependencePoint",
            "FigureDifference", "Head", "IntervalReport", "OnlineProgress", "PredictionResult", "Predictions", "ScoreSummary", "TextReport", "ThresholdChoice",
        ],
        Signed = new()
        {
            ["Seed"] = "any number begins a sequence of its own",
            ["Threshold"] = "the prediction of a regression may be negative",
        },
    }.Check(typeof(LearningKinds).Assembly, least: 50);
}
