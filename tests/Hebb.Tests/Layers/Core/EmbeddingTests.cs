using Hebb.Datasets;
using Hebb.Initializers;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Layers;

public sealed class EmbeddingTests
{
    [Fact]
    public void Numbers_become_their_vectors()
    {
        Embedding layer = new(3, 2);
        layer.Apply(Tensor.Create(0));
        layer.Parameters[0].SetValues<float>([1, 2, 3, 4, 5, 6]);
        Assert.Equal("embedding/embeddings", layer.Parameters[0].Name);
        Tensor y = layer.Apply(Tensor.Create(new[,] { { 2, 0 }, { 1, 1 } }));
        Assert.Equal<Shape>([2, 2, 2], y.Shape);
        Assert.Equal([5, 6, 1, 2, 3, 4, 3, 4], y.ToArray<float>());
        Assert.Equal([5, 6], layer.Apply(Tensor.Create(2f)).ToArray<float>());
        Assert.Equal([5, 6], layer.Apply(Tensor.Create(2L)).ToArray<float>());
    }

    [Fact]
    public void Training_moves_only_the_vectors_that_occur()
    {
        Embedding embedding = new(4, 2) { EmbeddingsInitializer = Initializer.Constant(1) };
        Sequential model = new([new Input([1], DType.Int32), embedding, new Flatten()]);
        model.Compile(new SGD(1), Loss.MeanSquaredError);
        model.TrainOnBatch(new Batch(Tensor.Create(new[,] { { 1 }, { 3 }, { 1 } }), Tensor.Zeros([3, 2])));
        // The loss is the mean of 6 squares, so each occurrence moves its elements by 2/6.
        Near.Equal([1, 1, 1 - 4 / 6.0, 1 - 4 / 6.0, 1, 1, 1 - 2 / 6.0, 1 - 2 / 6.0], embedding.Parameters[0].Value, 1e-6);
    }

    [Fact]
    public void A_number_outside_the_table_is_an_error()
    {
        Embedding layer = new(3, 2);
        Assert.Contains("Index 3", Assert.Throws<ArgumentOutOfRangeException>(() => layer.Apply(Tensor.Create(0, 3)).ToArray<float>()).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Embedding(0, 1));
    }
}
