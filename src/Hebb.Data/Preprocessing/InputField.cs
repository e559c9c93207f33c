using System.Text.Json.Nodes;

namespace Hebb.Data.Preprocessing;

/// <summary>Something that a model takes, for forms and programs.</summary>
/// <param name="Name">Its name: that of a column.</param>
/// <param name="Type">What it is.</param>
public sealed record InputField(string Name, InputType Type)
{
    /// <summary>The values that are known; empty where there are none to choose from.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>The numbers between which nearly all training values lie; null where it is no number.</summary>
    public (double Low, double High)? UsualRange { get; init; }

    /// <summary>Whether it may be left out: it is then filled in.</summary>
    public bool MayBeMissing { get; init; }

    /// <summary>A value to begin with: the one that is filled in where it is left out; null if there is none.</summary>
    public string? Typical { get; init; }

    /// <summary>How it is written or made: "yyyy-MM-dd", "28 × 28 pixels, grey"; null if there is nothing to say.</summary>
    public string? Form { get; init; }

    /// <summary>The field for programs; what is not known is absent.</summary>
    public JsonObject ToJson()
    {
        JsonObject json = new() { ["name"] = Name, ["type"] = Type.ToString().ToLowerInvariant(), ["may_be_missing"] = MayBeMissing };
        if (Categories.Count > 0) { json["categories"] = new JsonArray([.. Categories.Select(name => (JsonNode)JsonValue.Create(name))]); }
        if (UsualRange is { } range) { (json["low"], json["high"]) = (range.Low, range.High); }
        if (Typical is not null) { json["typical"] = Typical; }
        if (Form is not null) { json["form"] = Form; }
        return json;
    }
}
