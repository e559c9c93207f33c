using Hebb.Learning.Images;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Learning.Sounds;

/// <summary>What is wanted otherwise than <see cref="SoundTrainer"/> would choose.</summary>
public sealed record SoundTrainerOptions : TrainingOptions
{
    /// <summary>The kind of network, for a sound as a picture.</summary>
    public ImageNetwork Network { get; init; }

    /// <summary>Makes the network from the shape of the picture, [frames, bands, 1], and the number of outputs, instead of one of the usual kinds; it is
    /// compiled afterwards.</summary>
    public Func<Shape, int, Model>? NewNetwork { get; init; }
}
