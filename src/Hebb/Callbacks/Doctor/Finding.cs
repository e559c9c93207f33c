using System.Globalization;

namespace Hebb.Callbacks;

/// <summary>Something a <see cref="Doctor"/> found wrong with a training.</summary>
/// <param name="Problem">What it is.</param>
/// <param name="Layer">The layer, or the model as a whole: null.</param>
/// <param name="Evidence">What shows it, with numbers.</param>
/// <param name="Fix">What to do.</param>
/// <param name="Epoch">The epoch in which it was found; 0 before the first.</param>
public sealed record Finding(TrainingProblem Problem, string? Layer, string Evidence, string Fix, int Epoch)
{
    /// <summary>The problem in words: <c>"vanishing gradients"</c>.</summary>
    public string Title => Problem == TrainingProblem.NonFiniteLoss ? "loss not finite" : string.Concat(Problem.ToString().Select((c, i) =>
        char.IsUpper(c) ? $"{(i > 0 ? " " : "")}{char.ToLowerInvariant(c)}" : $"{c}"));

    /// <summary>Problem, layer, evidence and fix on two lines.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Title}{(Layer is null ? "" : $" in {Layer}")}: {Evidence}\n  fix: {Fix}");
}
