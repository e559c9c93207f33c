using System.Text.Json;

namespace Hebb.Data.Preprocessing;

/// <summary>What is predicted, as a field of a pipeline's JSON.</summary>
internal static class TargetJson
{
    private const string FieldName = "target";

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
        }
        else
        {
            PipelineJson.WriteTexts(json, "classes", target.Classes);
            json.WriteBoolean("numeric", target.NumericClasses);
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
            return new TargetEncoder(name, task, [], false, target.Number("mean"), target.Positive("scale"));
        }

        string[] classes = target.DistinctTexts("classes", 2);
        return task == LearningTask.Binary && classes.Length != 2
            ? throw target.Error($"a binary task has {classes.Length} classes, expected 2. Fit the pipeline again.")
            : new TargetEncoder(name, task, classes, target.Boolean("numeric"), 0, 1);
    }
}
