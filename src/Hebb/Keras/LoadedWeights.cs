namespace Hebb.Keras;

/// <summary>What <see cref="ModelFile.LoadWeights"/> did. Layers without weights are not listed; those inside others have the names of both:
/// <c>encoder/dense</c>.</summary>
/// <param name="Loaded">The layers that got weights of the file.</param>
/// <param name="LeftOut">The layers that kept the weights they had, and the layers of the file that found no place, each with the reason.</param>
public sealed record LoadedWeights(IReadOnlyList<string> Loaded, IReadOnlyList<string> LeftOut)
{
    /// <summary>How many layers were loaded, and what was left out, one a line.</summary>
    public override string ToString() => string.Join('\n', LeftOut.Prepend($"{Loaded.Count} layers loaded, {LeftOut.Count} left out"));
}
