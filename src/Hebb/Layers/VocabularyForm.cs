using System.Text.Json.Nodes;

namespace Hebb.Layers;

/// <summary>What files and inputs must know of the layers that have a vocabulary.</summary>
internal sealed record VocabularyForm
{
    /// <summary>Whether tokens are whole numbers, and not texts.</summary>
    public bool IsOfNumbers { get; init; }

    /// <summary>Whether tokens may have weights, which Keras keeps as <c>idf_weights</c> beside those of layers.</summary>
    public bool HasWeights { get; init; }

    /// <summary>Whether a text becomes a row of tokens, and not one.</summary>
    public bool SplitsTexts => RowLength is not null;

    /// <summary>The setting that says how many tokens a text becomes; null for as many as the longest has. Null if texts are not split.</summary>
    public Func<JsonObject, JsonNode?>? RowLength { get; init; }
}
