using Hebb.Formats;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Keras;

/// <summary>Weights of a file of another model, and layers that models share.</summary>
public sealed class LoadWhatFitsTests
{
    private static readonly Tensor s_x = Tensor.RandomNormal([2, 3], RandomKey.FromSeed(1));

    [Fact]
    public void Layers_that_do_not_fit_are_left_out_and_named()
    {
        Sequential from = New(4, "head", 2, seed: 1), to = New(4, "head", 5, seed: 2);
        InFile(from, file =>
        {
            double[] before = Weights(to, "head");
            Assert.Throws<FileFormatException>(() => to.LoadWeights(file));
            Assert.NotEqual(Weights(from, "body"), Weights(to, "body"));
            LoadedWeights loaded = to.LoadWeights(file, new() { SkipMismatch = true });
            Assert.Equal(["body"], loaded.Loaded);
            Assert.Contains("layers/dense_1/vars/0 has shape (4, 2)", Assert.Single(loaded.LeftOut), StringComparison.Ordinal);
            Assert.Contains("1 layers loaded, 1 left out\n", loaded.ToString(), StringComparison.Ordinal);
            Assert.Equal(Weights(from, "body"), Weights(to, "body"));
            Assert.Equal(before, Weights(to, "head"));
        });
    }

    [Fact]
    public void A_layer_too_many_or_too_few_is_left_out()
    {
        Sequential small = New(4, "head", 2, seed: 1);
        Sequential large = new([new Input([3]), Named("body", 4), Named("middle", 4), Named("head", 2)]) { Seed = 2 };
        InFile(small, file =>
        {
            // By their order, dense_1 meets the middle, which has another shape, and nothing is left for the head.
            LoadedWeights loaded = large.LoadWeights(file, new() { SkipMismatch = true });
            Assert.Equal(["body"], loaded.Loaded);
            Assert.Equal(2, loaded.LeftOut.Count);
            Assert.Contains("head has 2", loaded.LeftOut[1], StringComparison.Ordinal);
        });
        InFile(large, file =>
        {
            LoadedWeights loaded = small.LoadWeights(file, new() { SkipMismatch = true });
            Assert.Contains(loaded.LeftOut, reason => reason.Contains("layers/dense_2, for which sequential has no layer", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void By_name_the_order_does_not_matter()
    {
        Sequential from = New(4, "head", 2, seed: 1);
        Sequential to = new([new Input([3]), Named("new", 3), Named("body", 4), Named("other", 4), Named("head", 2)]) { Seed = 2 };
        InFile(from, file =>
        {
            LoadedWeights loaded = to.LoadWeights(file, new() { ByName = true });
            Assert.Equal(["body", "head"], loaded.Loaded);
            Assert.Equal(["new: the file has no layer of this name.", "other: the file has no layer of this name."], loaded.LeftOut);
            Assert.Equal(Weights(from, "head"), Weights(to, "head"));

            // A layer of the name that does not fit is an error unless it may be skipped.
            Sequential wrong = New(4, "head", 7, seed: 3);
            double[] body = Weights(wrong, "body");
            Assert.Throws<FileFormatException>(() => wrong.LoadWeights(file, new() { ByName = true }));
            Assert.Equal(body, Weights(wrong, "body"));
            Assert.Equal(["body"], wrong.LoadWeights(file, new() { ByName = true, SkipMismatch = true }).Loaded);
        });
    }

    [Fact]
    public void Inner_models_are_searched_as_well()
    {
        Sequential Outer(int width, long seed)
        {
            Sequential inner = new([new Input([3]), Named("a", 4), Named("b", width)]) { Name = "inner" };
            return new([new Input([3]), inner, Named("c", 1)]) { Seed = seed };
        }

        Sequential from = Outer(2, 1), to = Outer(6, 2);
        InFile(from, file =>
        {
            LoadedWeights loaded = to.LoadWeights(file, new() { ByName = true, SkipMismatch = true });
            Assert.Equal(["inner/a"], loaded.Loaded);
            Assert.Equal(2, loaded.LeftOut.Count); // b has another width, and so has what c is applied to
        });
    }

    [Fact]
    public void A_damaged_file_is_an_error_whatever_may_be_skipped()
    {
        string file = Path.GetTempFileName() + ".weights.h5";
        try
        {
            File.WriteAllBytes(file, [1, 2, 3]);
            Assert.Throws<FileFormatException>(() => New(4, "head", 2, 1).LoadWeights(file, new() { ByName = true, SkipMismatch = true }));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_layer_that_two_models_share_is_not_written_as_two()
    {
        Dense shared = new(3) { Name = "shared" };
        Node inside = new Input([3]), x = new Input([3]);
        Model inner = new(inside, shared.Apply(inside)), outer = new(x, shared.Apply(inner.Apply(x)));
        string message = Assert.Throws<InvalidOperationException>(() => ModelFile.Save(outer, new MemoryStream())).Message;
        Assert.Contains("shared is shared by", message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => ModelFile.ToJson(outer));

        // Two inner models, or a wrapper and its model, share as well.
        Node y = new Input([3]);
        Model second = new(y, shared.Apply(y));
        Assert.Throws<InvalidOperationException>(() => ModelFile.ToJson(new(x, second.Apply(inner.Apply(x)))));
        Node steps = new Input([2, 3]);
        Assert.Throws<InvalidOperationException>(() => ModelFile.ToJson(new(steps, shared.Apply(new TimeDistributed(shared).Apply(steps)))));

        // Used twice in one model it is shared in the file as well; without weights nothing is lost.
        Assert.Equal(12, ModelFile.FromJson(ModelFile.ToJson(new(x, shared.Apply(shared.Apply(x))))).ParameterCount);
        Dropout free = new(0.5);
        Model plain = new(inside, free.Apply(inside));
        _ = ModelFile.ToJson(new(x, new Dense(1).Apply(free.Apply(plain.Apply(x)))));

        // Weights alone come back, to a model that is made in code.
        InFile(outer, file =>
        {
            double[] before = outer.Predict(s_x).ToDoubles();
            shared.Parameters[0].SetValues<float>(new float[9]);
            outer.LoadWeights(file);
            Assert.Equal(before, outer.Predict(s_x).ToDoubles());
        });
    }

    private static Dense Named(string name, int units) => new(units) { Name = name };

    private static Sequential New(int width, string name, int units, long seed)
    {
        Sequential model = new([new Input([3]), Named("body", width), Named(name, units)]) { Seed = seed };
        _ = model.GetWeights();
        return model;
    }

    private static double[] Weights(Model model, string layer) => [.. model.GetLayer(layer).Parameters.SelectMany(parameter => parameter.Value.ToDoubles())];

    private static void InFile(Model model, Action<string> use)
    {
        string file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.weights.h5");
        try
        {
            model.SaveWeights(file);
            use(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
