using System.Globalization;

namespace Hebb.Callbacks;

/// <summary>Something a <see cref="Doctor"/> found wrong with a training.</summary>
/// <param name="Illness">What it is.</param>
/// <param name="Layer">The layer, or the model as a whole: null.</param>
/// <param name="Evidence">What shows it, with numbers.</param>
/// <param name="Cure">What to do.</param>
/// <param name="Epoch">The epoch in which it was found; 0 before the first.</param>
public sealed record Finding(Illness Illness, string? Layer, string Evidence, string Cure, int Epoch)
{
    /// <summary>The illness in words: <c>"vanishing gradients"</c>.</summary>
    public string Title => Illness == Illness.NonFiniteLoss ? "loss not finite" : string.Concat(Illness.ToString().Select((c, i) =>
        char.IsUpper(c) ? $"{(i > 0 ? " " : "")}{char.ToLowerInvariant(c)}" : $"{c}"));

    /// <summary>Illness, layer, evidence and cure on two lines.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Title}{(Layer is null ? "" : $" in {Layer}")}: {Evidence}\n  cure: {Cure}");
}
