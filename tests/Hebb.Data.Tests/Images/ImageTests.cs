using Hebb.Data.Images;
using Hebb.Tensors;

namespace Hebb.Data.Tests.Images;

public sealed class ImageTests
{
    private static readonly Image s_two = new(2, 1, 3, [10, 20, 30, 200, 101, 0]);

    public static TheoryData<string> Sizes => GoldenImage.Names("resize");

    /// <summary>Pillow rounds between the two directions, so it may differ by 1. Pixels: eng/golden/images.py.</summary>
    [Theory, MemberData(nameof(Sizes))]
    public void Resizing_equals_Pillow_and_areas_their_mean(string name)
    {
        GoldenImage golden = GoldenImage.Find("resize", name);
        Image resized = Image.Decode(golden.File).Resize(golden.Width, golden.Height, Enum.Parse<ResizeMethod>(name.Split('-')[0]));
        golden.Check(resized, name.StartsWith("Nearest", StringComparison.Ordinal) ? 0 : 1);
    }

    [Fact]
    public void A_tensor_has_rows_columns_channels()
    {
        Tensor tensor = s_two.ToTensor();
        Assert.Equal([1, 2, 3], tensor.Shape.ToArray());
        Assert.Equal([10, 20, 30, 200, 101, 0], tensor.ToArray<float>());
        Assert.Equal(200 / 255f, s_two.ToTensor(1 / 255.0).ToArray<float>()[3], 1e-7f);
        Assert.Equal(s_two.Pixels.ToArray(), Image.FromTensor(s_two.ToTensor(1 / 255.0), 255).Pixels.ToArray());
        Assert.Equal([0, 255, 3], Image.FromTensor(Tensor.Create([-5f, 300, 2.5f], [1, 1, 3])).Pixels.ToArray());
        Assert.Contains(
            "[height, width, channels]", Assert.Throws<ShapeException>(() => Image.FromTensor(Tensor.Create([1f], [1, 1]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_change_by_the_formula()
    {
        Assert.Equal([18, 119], s_two.To(ImageColor.Grey).Pixels.ToArray()); // 0.299 R + 0.587 G + 0.114 B = 18.15 and 119.09
        Assert.Equal([10, 20, 30, 255, 200, 101, 0, 255], s_two.To(ImageColor.Rgba).Pixels.ToArray());
        Image faint = new(1, 1, 2, [9, 40]);
        Assert.Equal([9, 9, 9, 40], faint.To(ImageColor.Rgba).Pixels.ToArray());
        Assert.Equal([9, 9, 9], faint.To(ImageColor.Rgb).Pixels.ToArray());
        Assert.Equal([9], faint.To(ImageColor.Grey).Pixels.ToArray());
        Assert.Same(s_two, s_two.To(ImageColor.AsStored));
    }

    [Fact]
    public void Fitting_keeps_proportions()
    {
        Image wide = new(4, 2, 1, [1, 2, 3, 4, 5, 6, 7, 8]);
        Assert.Equal([2, 3, 6, 7], wide.Resize(2, 2, ResizeMethod.Nearest, ImageFit.Crop).Pixels.ToArray());
        Assert.Equal([0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0], wide.Resize(4, 4, ResizeMethod.Nearest, ImageFit.Pad).Pixels.ToArray());
        Image tall = new(2, 4, 1, [1, 2, 3, 4, 5, 6, 7, 8]);
        Assert.Equal([3, 4, 5, 6], tall.Resize(2, 2, ResizeMethod.Nearest, ImageFit.Crop).Pixels.ToArray());
        Assert.Equal([5, 6], tall.Crop(0, 2, 2, 1).Pixels.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => tall.Crop(1, 0, 2, 1));
    }

    [Fact]
    public void Bytes_must_fit_the_size() =>
        Assert.Contains(
            "2 × 2 pixels of 3 channels are 12 bytes, but 4 were given",
            Assert.Throws<ArgumentException>(() => new Image(2, 2, 3, new byte[4])).Message,
            StringComparison.Ordinal);
}
