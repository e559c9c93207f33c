using Hebb.Data.Tables;
using Hebb.Tests;

namespace Hebb.Data.Tests;

/// <summary>Every numeric setting of the library has a range.</summary>
public sealed class SettingRangeTests
{
    [Fact]
    public void Every_numeric_setting_has_a_range() => new NumericSettings
    {
        Reports =
        [
            "PredictionInterval", "SyntheticFolder", "SyntheticSet", "SkippedRow", "ColumnReport", "TransformReport", "DownloadProgress", "FeatureMatrix",
        ],
        Signed = new()
        {
            ["Seed"] = "any number begins a sequence of its own",
            ["seed"] = "any number begins a sequence of its own",
            ["Value"] = "tokens of other programs may be any number",
            ["Scale"] = "pictures may be inverted",
            ["low"] = "a column may be brought below 0",
            ["high"] = "a column may be brought below 0",
        },
        Sample = (type, sample) => type == typeof(float[]) ? new float[4] : type == typeof(byte[]) ? new byte[sample == 0 ? 4 : sample] : null,
    }.Check(typeof(Table).Assembly, least: 25);
}
