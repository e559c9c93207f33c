namespace Hebb.Data.Downloads;

/// <summary>A public data set by name, as <c>hebb data download</c> offers it. Addresses and checksums are those torchvision publishes.</summary>
/// <param name="Name">The name, in lower case.</param>
/// <param name="Description">What it is, in one line.</param>
/// <param name="Address">Where its files are, with a slash at the end.</param>
/// <param name="Files">Its files.</param>
public sealed record PublicDataset(string Name, string Description, Uri Address, IReadOnlyList<PublicFile> Files)
{
    /// <summary>All sets.</summary>
    public static IReadOnlyList<PublicDataset> All { get; } =
    [
        new("mnist", "handwritten digits, 70 000 images of 28 × 28 pixels", new("https://ossci-datasets.s3.amazonaws.com/mnist/"),
            Idx(
                "f68b3c2dcbeaaa9fbdd348bbdeb94873",
                "d53e105ee54ea40749a09fcbcd1e9432",
                "9fb629c4189551a2d022fa330f9573f3",
                "ec29112dd5afa0611ce80d1b7f02629c")),
        new("fashion-mnist", "clothing, 70 000 images of 28 × 28 pixels", new("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
            Idx(
                "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
                "25c81989df183df01b3e8a0aad5dffbe",
                "bef4ecab320f06d8554ea6380940ec79",
                "bb300cfdad3c16e7a12a480ee83cd310")),
        new("kmnist", "ten characters of old Japanese, 70 000 images of 28 × 28 pixels", new("http://codh.rois.ac.jp/kmnist/dataset/kmnist/"),
            Idx(
                "bdb82020997e1d708af4cf47b453dcf7",
                "e144d726b3acfaa3e44228e80efcd344",
                "5c965bf0a639b31b8f53240b1b52f4d7",
                "7320c461ea6c1c855c0b718fb2a4b134")),
    ];

    /// <summary>A set by name.</summary>
    /// <exception cref="ArgumentException">There is no such set; the message lists all and suggests the closest.</exception>
    public static PublicDataset Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(set => string.Equals(set.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"There is no set '{name}' to download. {Suggest.Sentence(name, [.. All.Select(set => set.Name)], "sets")}");
    }

    private static PublicFile[] Idx(string trainImages, string trainLabels, string testImages, string testLabels) =>
    [
        new("train-images-idx3-ubyte.gz", trainImages),
        new("train-labels-idx1-ubyte.gz", trainLabels),
        new("t10k-images-idx3-ubyte.gz", testImages),
        new("t10k-labels-idx1-ubyte.gz", testLabels),
    ];
}
