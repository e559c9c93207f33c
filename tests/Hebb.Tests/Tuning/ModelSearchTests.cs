using Hebb.Activations;
using Hebb.Callbacks;
using Hebb.Datasets;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Metrics;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Hebb.Tuning;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Tuning;

public sealed class ModelSearchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-tuning-").FullName;
    private readonly Dataset _train = Data(1, 96);
    private readonly Dataset _validation = Data(2, 64);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_best_model_is_saved_and_returned()
    {
        SearchResult result = new RandomSearch { MaxTrials = 5 }.Run(Build, _train, _validation, _folder, new() { Epochs = 3 });
        Assert.Equal(result.Best.Value, result.Model!.Evaluate(_validation)["loss"]);
        Assert.Equal(result.Best.Value, Model.Load(Path.Combine(_folder, "best.keras")).Evaluate(_validation)["loss"], 1e-6);
        Assert.True(result.Ranked[^1].Value > result.Best.Value);
        Model again = Build(result.Best.ToHyperParameters());
        again.Fit(_train, new() { Epochs = 3 });
        Assert.Equal(result.Best.Value, again.Evaluate(_validation)["loss"]);
    }

    [Fact]
    public void A_finished_search_finds_its_model_in_the_folder()
    {
        SearchResult first = new RandomSearch { MaxTrials = 3 }.Run(Build, _train, _validation, _folder);
        SearchResult second = new RandomSearch { MaxTrials = 3 }.Run(_ => throw new InvalidOperationException(), _train, _validation, _folder);
        Assert.Equal(first.Best.Value, second.Model!.Evaluate(_validation)["loss"], 1e-6);
    }

    [Fact]
    public void Hyperband_continues_training_to_the_bit_also_after_an_interruption()
    {
        HyperbandSearch search = new(9) { MaxTrials = 9 };
        SearchResult whole = search.Run(Build, _train, _validation);
        TrialResult last = whole.Trials.Single(trial => trial.Epochs == 9);
        Model uninterrupted = Build(last.ToHyperParameters());
        uninterrupted.Fit(_train, new() { Epochs = 9 });
        Assert.Equal(last.Value, uninterrupted.Evaluate(_validation)["loss"]);

        using CancellationTokenSource stop = new();
        int built = 0;
        SearchResult part =
            search.Run(hp => { if (++built == 6) { stop.Cancel(); } return Build(hp); }, _train, _validation, _folder, cancellation: stop.Token);
        Assert.True(part.WasCancelled && part.Trials.Count == 5);
        Assert.Equal(whole.ToString(), search.Run(Build, _train, _validation, _folder).ToString());
    }

    [Fact]
    public void Callbacks_are_made_for_each_trial()
    {
        List<EarlyStopping> made = [];
        SearchResult result = new RandomSearch
        {
            MaxTrials = 3,
            Objective = Objective.Max("val_accuracy"),
            Callbacks = _ => { made.Add(new() { Monitor = "val_accuracy", Patience = 2 }); return [made[^1]]; },
        }.Run(Build, _train, _validation, options: new() { Epochs = 8 });
        Assert.Equal(3, made.Count);
        // The weights of the best epoch are judged.
        Assert.Equal(made.Select(stopping => stopping.Best!.Value), result.Trials.Select(trial => trial.Value));
        Assert.Throws<ArgumentException>(() => new RandomSearch().Run(Build, _train, _validation, options: new() { Callbacks = [new EarlyStopping()] }));
    }

    [Fact]
    public void Validation_rows_may_be_split_off_once_for_all_trials()
    {
        SearchResult result = new RandomSearch { MaxTrials = 2, Seed = 4 }.Run(Build, _train, options: new() { ValidationSplit = 0.25 });
        (_, Dataset validation) = _train.Split(0.25, 4);
        Assert.Equal(result.Best.Value, result.Model!.Evaluate(validation)["loss"]);
    }

    [Fact]
    public void A_model_that_diverges_does_not_win_by_its_accuracy()
    {
        SearchResult result = new GridSearch { Objective = Objective.Max("val_accuracy") }.Run(
            hp => Compiled(4, Activation.Relu, new SGD(hp.Choice("rate", 1e30, 0.01)), 0), _train, _validation, options: new() { Epochs = 2 });
        Assert.True(result.Trials[0].Failed, result.ToString());
        Assert.Equal(1, result.Best.Number);
    }

    [Fact]
    public void An_objective_that_is_not_measured_ends_the_search()
    {
        Assert.Contains(
            "val_loss, val_accuracy",
            Assert.Throws<SearchException>(() => new RandomSearch { Objective = Objective.Max("val_acc") }.Run(Build, _train, _validation)).Message,
            StringComparison.Ordinal);
        Assert.Contains("need validation rows", Assert.Throws<SearchException>(() => new RandomSearch().Run(Build, _train)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_of_a_class_of_ones_own_keep_their_weights()
    {
        SearchResult result = new RandomSearch { MaxTrials = 2 }.Run(Own, _train, _validation, _folder);
        SearchResult again = new RandomSearch { MaxTrials = 2 }.Run(Own, _train, _validation, _folder);
        Assert.Equal(result.Best.Value, again.Model!.Evaluate(_validation)["loss"]);

        static Model Own(HyperParameters hp)
        {
            OwnModel model = new(hp.Int("units", 2, 9)) { Seed = hp.Seed };
            model.Compile(new Adam(), Loss.BinaryCrossentropy);
            _ = model.Predict(Tensor.Zeros([1, 2]));
            return model;
        }
    }

    private static Model Build(HyperParameters hp) =>
        Compiled(hp.Int("units", 1, 16, log: true), Activation.Tanh, new Adam(hp.Double("rate", 1e-4, 1e-1, log: true)), hp.Seed);

    private static Sequential Compiled(int units, Activation activation, Optimizer optimizer, long seed)
    {
        Sequential model = new([new Input([2]), new Dense(units, activation), new Dropout(0.1), new Dense(1, Activation.Sigmoid)]) { Seed = seed };
        model.Compile(optimizer, Loss.BinaryCrossentropy, [Metric.Accuracy]);
        return model;
    }

    private static Dataset Data(int seed, int rows)
    {
        Tensor x = Tensor.RandomUniform([rows, 2], RandomKey.FromSeed(seed), -1, 1);
        return Dataset.From(x, (x.Slice(1, 0..1) * x.Slice(1, 1..2) > 0).Cast(DType.Float32));
    }

    private sealed class OwnModel : Model
    {
        private readonly Dense _hidden, _output;

        public OwnModel(int units) => (_hidden, _output) = (AddLayer(new Dense(units, Activation.Tanh)), AddLayer(new Dense(1, Activation.Sigmoid)));

        protected override Tensor Forward(Tensor x, bool training) => _output.Apply(_hidden.Apply(x));
    }
}
