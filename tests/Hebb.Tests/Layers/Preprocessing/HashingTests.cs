using Hebb.Layers;
using Hebb.Tensors;

namespace Hebb.Tests.Layers;

/// <summary>Golden values: the bins that Keras' documentation and tests state, computed by TensorFlow.</summary>
public sealed class HashingTests
{
    private static readonly string[] s_names = ["omar", "stringer", "marlo", "wire", "skywalker"];

    [Fact]
    public void Texts_fall_into_the_bins_of_TensorFlow()
    {
        Assert.Equal([1, 0, 1, 1, 2], new Hashing(3).Apply(["A", "B", "C", "D", "E"]).ToArray<int>());
        Assert.Equal([1, 1, 0, 2, 2], new Hashing(3) { MaskValue = "" }.Apply(["A", "B", "", "C", "D"]).ToArray<int>());
        Assert.Equal([0, 0, 1, 0, 0], new Hashing(2).Apply(s_names).ToArray<int>());
        Assert.Equal([0, 1, 2, 1, 1], new Hashing(3) { MaskValue = "omar" }.Apply(s_names).ToArray<int>());
        Assert.Equal([0, 0, 0, 0, 0], new Hashing(1).Apply(s_names).ToArray<int>());
    }

    [Fact]
    public void Salted_texts_as_well()
    {
        Assert.Equal([1, 2, 1, 0, 2], new Hashing(3) { Salt = (133, 137) }.Apply(["A", "B", "C", "D", "E"]).ToArray<int>());
        Assert.Equal([0, 0, 2, 1, 0], new Hashing(3) { Salt = (133, 133) }.Apply(["A", "B", "C", "D", "E"]).ToArray<int>());
        Assert.Equal([0, 1, 0, 1, 0], new Hashing(2) { Salt = (133, 137) }.Apply(s_names).ToArray<int>());
        Assert.Equal([1, 0, 1, 0, 1], new Hashing(2) { Salt = (211, 137) }.Apply(s_names).ToArray<int>());
    }

    [Fact]
    public void Whole_numbers_are_hashed_inside_a_model()
    {
        Tensor numbers = Tensor.Create(new[,] { { 0 }, { 1 }, { 2 }, { 3 }, { 4 } });
        Assert.Equal([1, 0, 1, 0, 2], new Hashing(3).Apply(numbers).ToArray<int>());
        Assert.Equal([1, 1, 2, 0, 1], new Hashing(3) { Salt = (133, 137) }.Apply(numbers).ToArray<int>());
        Assert.Equal([1, 0, 1, 0, 2], Near.Run(x => new Hashing(3).Apply(x[0]), numbers));
        Near.Equal([2, 2, 1], new Hashing(3) { OutputMode = OutputMode.Count }.Apply(Tensor.Create(new[,] { { 0f, 1, 2, 3, 4 } })), 0);
        Near.Equal([0, 1, 0, 1, 0, 0], new Hashing(3) { OutputMode = OutputMode.OneHot }.Apply(Tensor.Create(0, 1)), 0);
    }

    [Fact]
    public void What_cannot_be_hashed_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Hashing(0));
        Assert.Contains("position 1", Assert.Throws<ArgumentException>(() => new Hashing(3).Apply(["a", null!])).Message);
    }
}
