using Hebb.Formats;
using Hebb.Keras;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Tests.Keras;

/// <summary>
/// Files that ended the process, hung it, took its memory or threw what is not declared. Each is refused while it is read, naming the layer and the size, or
/// it predicts. More are made by tests/Hebb.Fuzz.
/// </summary>
public sealed class HostileFilesTests
{
    [Theory]
    [InlineData("adaptivemaxpool1d_1e9", "adaptive_max_pooling1d", "bytes for a row")]
    [InlineData("adaptivepooling_alloc", "1000000", "")]
    [InlineData("compile_loss_empty_list", "training", "0 losses were given")]
    [InlineData("conv1d_dilation_max", "conv1d", "dilation 2147483647")]
    [InlineData("conv1d_groups_0", "conv1d", "Groups")]
    [InlineData("conv2d_dilation_1e9", "conv2d", "dilation 1000000000")]
    [InlineData("conv2d_dilation_2147483647", "l:", "dilation 2147483647")]
    [InlineData("conv2d_dilation_715827883", "l:", "dilation 715827883")]
    [InlineData("conv2d_dilation_max", "conv2d", "dilation 2147483647")]
    [InlineData("conv2dtranspose_dilation_2147483647", "l:", "2,147,483,647 elements")]
    [InlineData("conv2dtranspose_strides_65536", "conv2d_transpose", "steps")]
    [InlineData("conv_groups_0", "l (Conv3D)", "Groups")]
    [InlineData("cycle_two", "nothing makes", "")]
    [InlineData("dense_units_1e9", "dense", "4,000,000,000 numbers")]
    [InlineData("depthwise1d_dilation_max", "depthwise", "dilation 2147483647")]
    [InlineData("doubling_40", "", "")]
    [InlineData("input_2e31", "2147483648", "")]
    [InlineData("maxpool2d_46341", "max_pooling2d", "taps")]
    [InlineData("maxpooling1d_pool_715827883", "l:", "715827883")]
    [InlineData("maxpooling3d_pool_1073741824", "1073741824", "")]
    [InlineData("mel_fft_2e30", "mel_spectrogram", "")]
    [InlineData("nested_28", "TimeDistributed", "")]
    [InlineData("pooling2d_pool_2147483647_hangs", "2147483647", "")]
    [InlineData("resizing_height_1073741823", "l:", "1073741823")]
    [InlineData("surrogate_classname", "not valid JSON", "")]
    [InlineData("surrogate_string", "not valid JSON", "")]
    [InlineData("surrogate_value", "", "")]
    [InlineData("upsampling2d_65536", "up_sampling2d", "")]
    [InlineData("zeropadding2d_max", "zero_padding2d", "")]
    [InlineData("zeropadding_1_2147483647", "zero_padding2d", "")]
    public void A_file_of_impossible_sizes_is_refused_within_memory(string file, string named, string found)
    {
        string path = SharedData.Fixture($"hostile/{file}.keras");
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Assert.Throws<FileFormatException>(() => Model.Load(path)).Message;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (4 * new FileInfo(path).Length) + (1 << 20));
        Assert.StartsWith($"{file}.keras: ", message, StringComparison.Ordinal);
        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.Contains(found, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("averagepooling3d_input_65537_alloc")]
    public void A_file_of_large_sizes_predicts_and_loads_within_memory(string file)
    {
        string path = SharedData.Fixture($"hostile/{file}.keras");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Model model = Model.Load(path);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (4 * new FileInfo(path).Length) + (1 << 20));
        Tensor x = Tensor.Ones([1, .. model.InputRows![0].Row.ToShape()]);
        Assert.Equal(1, model.Predict(x).Shape[0]);
    }
}
