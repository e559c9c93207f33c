using System.Text.Json;

namespace Hebb.Data.Preprocessing;

/// <summary>What is predicted, as a field of a pipeline's JSON.</summary>
internal static class TargetJson
{
    private const string FieldName = "target", ThresholdName = "threshold", RecommendedName = "recommended_threshold";
    private const string IntervalName = "interval", LogOffsetName = "log_offset";

    /// <summary>Writes the field.</summary>
    public static void Write(Utf8JsonWriter json, TargetEncoder target)
    {
        json.WriteStartObject(FieldName);
        json.WriteString("name", target.Name);
        json.WriteString("task", $"{target.Task}");
        if (target.Task == LearningTask.Regression)
        {
            json.WriteNumber("mean", target.Mean);
            json.WriteNumber("scale", target.Scale);
            if (target.LogOffset is { } offset) { json.WriteNumber(LogOffsetName, offset); }
            if (target.Interval is { } interval) { Write(json, interval); }
        }
        else
        {
            PipelineJson.WriteTexts(json, "classes", target.Classes);
            json.WriteBoolean("numeric", target.NumericClasses);
            if (target.Threshold != TargetEncoder.UsualThreshold) { json.WriteNumber(ThresholdName, target.Threshold); }
            if (target.RecommendedThreshold is { } recommended) { json.WriteNumber(RecommendedName, recommended); }
        }

        json.WriteEndObject();
    }

    /// <summary>Reads the field and checks it.</summary>
    public static TargetEncoder Read(JsonField root)
    {
        JsonField target = root.Object(FieldName);
        string name = target.Text("name");
        LearningTask task = target.Choice<LearningTask>("task");
        if (task == LearningTask.Regression)
        {
            double? offset = target.Has(LogOffsetName) ? target.Number(LogOffsetName) : null;
            return new TargetEncoder(name, task, [], false, target.Number("mean"), target.Positive("scale"), offset)
            {
                Interval = target.Has(IntervalName) ? Interval(target.Object(IntervalName)) : null,
            };
        }

        string[] classes = target.DistinctTexts("classes", 2);
        if (task == LearningTask.Binary && classes.Length != 2)
        {
            throw target.Error($"a binary task has {classes.Length} classes, expected 2. Fit the pipeline again.");
        }

        TargetEncoder encoder = new(name, task, classes, target.Boolean("numeric"), 0, 1);
        if (target.Has(ThresholdName)) { encoder.Threshold = Threshold(target, ThresholdName, task); }
        if (target.Has(RecommendedName)) { encoder.RecommendedThreshold = Threshold(target, RecommendedName, task); }
        return encoder;
    }

    private static double Threshold(JsonField target, string name, LearningTask task) =>
        task != LearningTask.Binary ? throw target.Error($"'{name}' is there, but a threshold decides between two classes only.")
        : target.Number(name) is > 0 and < 1 and var threshold ? threshold
        : throw target.Error($"'{name}' is not above 0 and below 1.");

    private static void Write(Utf8JsonWriter json, PredictionInterval interval)
    {
        json.WriteStartObject(IntervalName);
        json.WriteNumber("share", interval.Share);
        WriteNumbers("from", interval.From);
        WriteNumbers("below", interval.Below);
        WriteNumbers("above", interval.Above);
        if (interval.Least is { } least) { json.WriteNumber("least", least); }
        json.WriteEndObject();

        void WriteNumbers(string name, IReadOnlyList<double> numbers)
        {
            json.WriteStartArray(name);
            foreach (double number in numbers) { json.WriteNumberValue(number); }
            json.WriteEndArray();
        }
    }

    private static PredictionInterval Interval(JsonField interval)
    {
        try
        {
            return new(
                interval.Number("share"), interval.Numbers("from"), interval.Numbers("below"), interval.Numbers("above"),
                interval.Has("least") ? interval.Number("least") : null);
        }
        catch (ArgumentException wrong)
        {
            throw interval.Error(wrong.Message);
        }
    }
}
