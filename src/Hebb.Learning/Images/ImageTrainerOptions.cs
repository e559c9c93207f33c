using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Learning.Images;

/// <summary>What is wanted otherwise than <see cref="ImageTrainer"/> would choose.</summary>
public sealed record ImageTrainerOptions : TrainingOptions
{
    /// <summary>The kind of network.</summary>
    public ImageNetwork Network { get; init; }

    /// <summary>Makes the network from the shape of an image and the number of outputs, instead of one of the usual kinds; it is compiled afterwards.</summary>
    public Func<Shape, int, Model>? NewNetwork { get; init; }

    /// <summary>Whether images are shifted, turned, zoomed and mirrored a little at random while training; null for what suits their number and kind.</summary>
    public bool? Augment { get; init; }
}
