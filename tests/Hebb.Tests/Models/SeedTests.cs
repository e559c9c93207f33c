using Hebb.Keras;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Hebb.Tuning;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Models;

/// <summary>Models and layers without a seed: no two are alike, a program repeats itself, and looking changes nothing.</summary>
public sealed class SeedTests
{
    private static readonly Tensor s_x = Tensor.RandomNormal([8, 3], RandomKey.FromSeed(1));

    [Fact]
    public void Models_without_a_seed_count_up_from_0_in_the_order_in_which_they_are_made()
    {
        long[] Program() => Unseeded.Apart<long[]>(() =>
        {
            Node x = new Input([3]);
            return [New().Seed, new Model(x, new Dense(1).Apply(x)).Seed, New(7).Seed, New().Seed, New(0).Seed, new Own().Seed, New().Seed];
        });
        Assert.Equal([0, 1, 7, 2, 0, 3, 4], Program());
        Assert.Equal(Program(), Program());
    }

    [Fact]
    public void An_ensemble_is_of_different_networks_and_the_same_every_time()
    {
        string[] Ensemble() => Unseeded.Apart<string[]>(() => [.. Enumerable.Range(0, 3).Select(_ => Text(New().Predict(s_x)))]);
        Assert.Equal(3, Ensemble().Distinct().Count());
        Assert.Equal(Ensemble(), Ensemble());
        Assert.Equal(Text(New(0).Predict(s_x)), Ensemble()[0]); // the first is what it always was
    }

    [Fact]
    public void Looking_at_a_model_changes_nothing()
    {
        string Next(Action<Model> look) => Unseeded.Apart(() =>
        {
            Sequential first = New();
            first.Compile(new SGD(), Loss.MeanSquaredError);
            look(first);
            return Text(New().Predict(s_x)) + Text(new Dense(2).Apply(s_x));
        });
        string plain = Next(_ => { });
        Assert.Equal(plain, Next(model => model.Summary()));
        Assert.Equal(plain, Next(model => model.Activations(s_x)));
        Assert.Equal(plain, Next(model => ModelFile.Save(model, new MemoryStream())));
        Assert.Equal(plain, Next(model => model.Gradients(s_x, Tensor.Zeros([8, 1]))));
    }

    [Fact]
    public void Standalone_layers_take_the_number_of_their_making_and_not_of_their_first_use()
    {
        (string, string) Made(bool lastFirst) => Unseeded.Apart(() =>
        {
            Dense a = new(2), b = new(2);
            string? early = lastFirst ? Text(b.Apply(s_x)) : null;
            return (Text(a.Apply(s_x)), early ?? Text(b.Apply(s_x)));
        });
        Assert.Equal(Made(false), Made(true));
        Assert.NotEqual(Made(false).Item1, Made(false).Item2);
    }

    [Fact]
    public void A_random_layer_applied_eagerly_draws_anew_each_time()
    {
        Tensor images = Tensor.RandomNormal([4, 3, 3, 1], RandomKey.FromSeed(2));
        foreach (Layer layer in (Layer[])[new RandomFlip(), new Dropout(0.5), new GaussianNoise(1), new RandomRotation(0.2)])
        {
            HashSet<string> seen = [.. Enumerable.Range(0, 20).Select(_ => Text(layer.Apply(images, training: true)))];
            Assert.True(seen.Count > 15, $"{layer}: {seen.Count}");
        }

        string[] Program() => Unseeded.Apart<string[]>(() =>
        {
            Dropout dropout = new(0.5);
            string first = Text(dropout.Apply(s_x, training: true));
            _ = Text(dropout.Apply(s_x)); // draws nothing, so that it changes nothing
            return [first, Text(dropout.Apply(s_x, training: true))];
        });
        Assert.Equal(Program(), Program());
        Dropout plain = Unseeded.Apart(() => new Dropout(0.5));
        string[] again = [Text(plain.Apply(s_x, training: true)), Text(plain.Apply(s_x, training: true))];
        Assert.Equal(Program(), again);
    }

    [Fact]
    public void A_model_applied_eagerly_draws_anew_each_time_and_one_key_gives_one_sequence()
    {
        Sequential model = new([new Dropout(0.5), new Dropout(0.5)]) { Seed = 3 };
        Assert.NotEqual(Text(model.Apply(s_x, training: true)), Text(model.Apply(s_x, training: true)));
        Assert.Equal(Text(Tensor.RandomUniform([9], RandomKey.FromSeed(5))), Text(Tensor.RandomUniform([9], RandomKey.FromSeed(5))));
    }

    [Fact]
    public void Configurations_and_folds_follow_the_rule()
    {
        string json = ModelFile.ToJson(New(1));
        long?[] given = [null, null, 5];
        Assert.Equal([0, 1, 5], Unseeded.Apart<long[]>(() => [.. given.Select(seed => ModelFile.FromJson(json, seed: seed).Seed)]));

        // Each fold is trained from the same start, however many models were made before.
        List<long> seeds = [];
        _ = New();
        CrossValidation.Run(
            () =>
            {
                Sequential model = New();
                model.Compile(new SGD(), Loss.MeanSquaredError);
                seeds.Add(model.Seed);
                return model;
            },
            (s_x, Tensor.Zeros([8, 1])),
            folds: 2);
        Assert.Equal([0, 0], seeds);
    }

    private static Sequential New(long? seed = null)
    {
        Layer[] layers = [new Input([3]), new Dense(4), new Dropout(0.5), new Dense(1)];
        return seed is { } given ? new(layers) { Seed = given } : new(layers);
    }

    private static string Text(Tensor tensor) => string.Join(' ', tensor.ToDoubles());

    private sealed class Own : Model;
}
