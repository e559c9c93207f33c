using System.Text.Json.Nodes;
using Hebb.Data.Preprocessing;
using Hebb.Learning.Evaluation;

namespace Hebb.Learning.Training;

/// <summary>Something that a model gives, for forms and programs.</summary>
/// <param name="Name">Its name: that of the column to predict.</param>
/// <param name="Task">What kind of answer it is: a class with a probability for each, or a number.</param>
public sealed record OutputField(string Name, LearningTask Task)
{
    /// <summary>What is predicted.</summary>
    /// <param name="target">The target.</param>
    public OutputField(TargetEncoder target)
        : this((target ?? throw new ArgumentNullException(nameof(target))).Name, target.Task) =>
        (Classes, UsualRange, Unit) =
            (target.Classes, target.Task == LearningTask.Regression
            ? (target.DecodeNumbers(-3)[0], target.DecodeNumbers(3)[0])
            : null, target.Task == LearningTask.Regression ? $"that of the column '{target.Name}'" : "probability");

    /// <summary>The classes that can be answered; empty for a number.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>The numbers between which nearly all training values lie; null for classes.</summary>
    public (double Low, double High)? UsualRange { get; init; }

    /// <summary>What its numbers mean; null if there is nothing to say.</summary>
    public string? Unit { get; init; }

    /// <summary>The field for programs; what is not known is absent.</summary>
    public JsonObject ToJson()
    {
        JsonObject json = new() { ["name"] = Name, ["task"] = ScoreText.Name(Task) };
        if (Classes.Count > 0) { json["classes"] = new JsonArray([.. Classes.Select(name => (JsonNode)JsonValue.Create(name))]); }
        if (UsualRange is { } range) { (json["low"], json["high"]) = (range.Low, range.High); }
        if (Unit is not null) { json["unit"] = Unit; }
        return json;
    }
}
