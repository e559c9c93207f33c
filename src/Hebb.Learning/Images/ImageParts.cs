using Hebb.Data.Images;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Learning.Training;
using static System.FormattableString;

namespace Hebb.Learning.Images;

/// <summary>Images split so that those that look the same to the network are in the same part.</summary>
internal sealed record ImageParts
{
    /// <summary>The images to train on.</summary>
    public required ImageDataset Train { get; init; }

    /// <summary>Those that decide when to stop.</summary>
    public required ImageDataset Validation { get; init; }

    /// <summary>Those for the final figures.</summary>
    public required ImageDataset HeldOut { get; init; }

    /// <summary>A number for each held-out image, the same for copies; null if there are none.</summary>
    public IReadOnlyList<int>? HeldOutUnits { get; private init; }

    /// <summary>What was found about copies, in a sentence; null for nothing.</summary>
    public string? Finding { get; private init; }

    /// <summary>What makes the figures doubtful.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>Splits images.</summary>
    /// <param name="readable">The images that can be read, with their keys.</param>
    /// <param name="heldOut">Images for the final figures; null to hold out a share of the others.</param>
    /// <param name="options">The shares and the seed.</param>
    /// <param name="validation">The share for validation of so many images.</param>
    public static ImageParts Of(
        (ImageDataset Images, string[] Keys) readable,
        (ImageDataset Images, string[] Keys)? heldOut,
        TrainingOptions options,
        Func<ImageDataset, double> validation)
    {
        (ImageDataset images, string[] keys) = readable;
        EqualRows equal = EqualRows.Of(keys);
        int[] all = [.. Enumerable.Range(0, images.Count)];
        TrainTest outer = heldOut is null
            ? ExampleSplit.TrainTest(Classes(images), equal, options.HeldOutShare, options.Seed, ExampleSplit.FewestOfClass)
            : new(all, []);
        ImageDataset rest = images.Take(outer.Train);
        TrainTest inner = ExampleSplit.TrainTest(Classes(rest), equal.Take(outer.Train), validation(rest), unchecked(options.Seed + 1));
        string[] held = heldOut?.Keys ?? [.. outer.Test.Select(i => keys[i])];
        EqualRows equalHeld = EqualRows.Of(held);
        int known = heldOut is null ? 0 : held.Count(keys.ToHashSet(StringComparer.Ordinal).Contains);
        return new()
        {
            Train = rest.Take(inner.Train),
            Validation = rest.Take(inner.Test),
            HeldOut = heldOut?.Images ?? images.Take(outer.Test),
            HeldOutUnits = equalHeld.Copies == 0 ? null : equalHeld.Groups,
            Finding = equal.Copies == 0 ? null
                : Invariant($"duplicates: {equal.Copies} {(equal.Copies == 1 ? "image looks" : "images look")} the same to the network as others; ")
                    + EqualRows.KeptTogether,
            Warnings = known == 0
                ? []
                : [Invariant($"{known} of {held.Length} held-out images look the same as images that are trained on, so the held-out figures are too good")],
        };
    }

    private static TextColumn Classes(ImageDataset images) => new("class", [.. images.Labels.Select(label => images.Classes[label])]);
}
