using Hebb.Data;
using Hebb.Data.Images;
using Hebb.Learning.Training;

namespace Hebb.Learning.Images;

/// <summary>From images with a class each to a trained network: splits them, chooses a network, trains it, and judges it on held-out images.</summary>
public static class ImageTrainer
{
    /// <summary>A class must be in all three parts.</summary>
    private const int FewestOfClass = 3;

    /// <summary>Prepares and trains.</summary>
    /// <param name="images">The images.</param>
    /// <param name="options">What is wanted otherwise than usual.</param>
    /// <param name="heldOut">Images of the same classes for the final figures; null to hold out a share of <paramref name="images"/>.</param>
    /// <param name="cancellation">Ends training after the current batch; what was learned until then is returned.</param>
    /// <exception cref="DataException">The images cannot be learned from; the message says why.</exception>
    public static TrainedNetwork Train(
        ImageDataset images, ImageTrainerOptions? options = null, ImageDataset? heldOut = null, CancellationToken cancellation = default) =>
        NetworkTrainer.Train(Prepare(images, options, heldOut), cancellation);

    /// <summary>Decides how to learn, without training yet.</summary>
    /// <inheritdoc cref="Train"/>
    public static ImageRecipe Prepare(ImageDataset images, ImageTrainerOptions? options = null, ImageDataset? heldOut = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        options ??= new();
        options.Check();
        ImageDataset? held = heldOut is null ? null : Matching(images, heldOut);

        // What cannot be read is neither counted nor split.
        (ImageDataset Images, string[] Keys) readable = images.Readable();
        CheckEnough(readable.Images, held is null ? options.HeldOutShare : 0, ValidationShare(readable.Images));
        return new ImageRecipe(ImageParts.Of(readable, held?.Readable(), options, ValidationShare), options);

        double ValidationShare(ImageDataset some) => options.ValidationShareOf(some.Count, ImageRecipe.EnoughValidation, some.Classes.Count);
    }

    private static void CheckEnough(ImageDataset images, double heldOut, double validation)
    {
        int[] counts = new int[images.Classes.Count];
        foreach (int label in images.Labels) { counts[label]++; }
        int rarest = Array.IndexOf(counts, counts.Min()), needed = (int)Math.Ceiling(counts.Length / (1 - heldOut) / validation);
        string leftOut = Recipe.LeftOutOf(images.Bad);
        if (images.Count < needed || counts[rarest] < FewestOfClass)
        {
            throw new DataException(
                $"There are {images.Count} images in {counts.Length} classes, of the rarest ('{images.Classes[rarest]}') {counts[rarest]}{leftOut}. "
                + $"Expected at least {needed}, and {FewestOfClass} of each class, "
                + "so that every class is in training, validation and held-out images: add images, or leave classes out.");
        }
    }

    private static ImageDataset Matching(ImageDataset images, ImageDataset heldOut)
    {
        if (heldOut.ImageShape != images.ImageShape)
        {
            throw new DataException(
                $"The held-out images have shape {heldOut.ImageShape}, those to train on {images.ImageShape}. Give both the same size and channels.");
        }

        if (heldOut.Count == 0) { throw new DataException("There are no held-out images."); }
        string? stranger = heldOut.Classes.FirstOrDefault(name => !images.Classes.Contains(name, StringComparer.Ordinal));
        return stranger is null && heldOut.Classes.SequenceEqual(images.Classes.Take(heldOut.Classes.Count))
            ? heldOut
            : throw new DataException(
                stranger is null
                    ? "The held-out images have the classes in another order."
                    : $"The held-out images have the class '{stranger}', which the training images do not "
                        + $"have. {Suggest.Sentence(stranger, images.Classes, "classes")}");
    }
}
