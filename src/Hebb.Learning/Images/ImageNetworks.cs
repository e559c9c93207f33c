using System.Globalization;
using Hebb.Activations;
using Hebb.Layers;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;
using ReLULayer = Hebb.Layers.ReLU;

namespace Hebb.Learning.Images;

/// <summary>Networks for images.</summary>
internal static class ImageNetworks
{
    /// <summary>The learning rate of a network without hidden layers.</summary>
    public const double LinearLearningRate = 0.001;

    private const int FirstFilters = 32, MostFilters = 128;

    /// <summary>Maps smaller than this are not halved again.</summary>
    private const int SmallestMap = 4;

    /// <summary>
    /// Blocks of convolution, batch normalization and ReLU, each followed by pooling, with twice the filters on half the size; then dropout and the output. A
    /// shape of network that has done well on small images since LeNet-5, with batch normalization for speed (Ioffe and Szegedy, 2015).
    /// </summary>
    public static Sequential Convolutional(Shape image, Head head, IReadOnlyList<Layer> augmentation, double? dropout, long seed)
    {
        List<Layer> layers = [new Input([.. image]), .. augmentation];
        foreach (int filters in Blocks(image))
        {
            layers.AddRange([
                new Conv2D(filters, 3, useBias: false) { Padding = Padding.Same },
                new BatchNormalization { Momentum = 0.9 },
                new ReLULayer(),
                new MaxPooling2D(),
            ]);
        }

        layers.AddRange([new Flatten(), new Dropout(dropout ?? 0.4), head.NewLayer()]);
        return new Sequential(layers) { Seed = seed };
    }

    /// <summary>The blocks in words: "3×3 filters 32-64-128".</summary>
    public static string Describe(Shape image) => string.Create(
        CultureInfo.InvariantCulture, $"blocks of {string.Join("-", Blocks(image))} filters of 3 × 3, each with batch normalization and 2 × 2 max pooling");

    /// <summary>Two hidden layers on the pixels.</summary>
    public static Sequential Dense(Shape image, Head head, double? dropout, long seed)
    {
        double share = dropout ?? 0.2;
        return new Sequential([
            new Input([.. image]),
            new Flatten(),
            new Dense(256, Activation.Relu),
            new Dropout(share),
            new Dense(128, Activation.Relu),
            new Dropout(share),
            head.NewLayer(),
        ])
        {
            Seed = seed,
        };
    }

    /// <summary>Logistic or softmax regression on the pixels.</summary>
    public static Sequential Linear(Shape image, Head head, long seed) => new([new Input([.. image]), new Flatten(), head.NewLayer()]) { Seed = seed };

    /// <summary>Layers that change images a little, while training only. Letters and digits are not mirrored.</summary>
    public static IReadOnlyList<Layer> Augmenting(Shape image) => image[2] == 3
        ?
        [
            new RandomFlip(FlipMode.Horizontal),
            .. Moving(0.1, 0.05),
            new RandomContrast(0.2) { ValueRange = (0, 1) },
            new RandomBrightness(0.1) { ValueRange = (0, 1) },
        ]
        : Moving(0.08, 0.03);

    private static Layer[] Moving(double shift, double turn) => [new RandomTranslation(shift, shift), new RandomRotation(turn), new RandomZoom(shift)];

    private static List<int> Blocks(Shape image)
    {
        List<int> filters = [];
        for (int size = Math.Min(image[0], image[1]); filters.Count == 0 || size >= SmallestMap; size /= 2)
        {
            if (size < 2) { break; }
            filters.Add(Math.Min(FirstFilters << filters.Count, MostFilters));
        }

        return filters;
    }
}
