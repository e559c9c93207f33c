using Hebb.Callbacks;
using Hebb.Datasets;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Models;

namespace Hebb.Tuning;

public abstract partial class Search
{
    /// <summary>The best model in the folder of a search.</summary>
    private const string BestModel = "best.keras";

    /// <summary>The weights of the best model, if it is of a class of your own, which no file can hold.</summary>
    private const string BestWeights = "best.weights.h5";

    /// <summary>
    /// Builds, trains and judges a model for each trial, and keeps the best: in the folder as <c>best.keras</c>, and as
    /// <see cref="SearchResult.Model"/>.
    /// </summary>
    /// <param name="build">Makes a compiled model from hyper-parameters: <c>hp => Build(hp.Int("units", 8, 128, log: true))</c>.</param>
    /// <param name="train">The rows to train on.</param>
    /// <param name="validation">The rows that decide; null if the options split them off, or the objective does not need them.</param>
    /// <param name="folder">Where to keep trials and best model, or where they were kept; null for memory only.</param>
    /// <param name="options">How to train; callbacks come from <see cref="Callbacks"/>. Hyperband sets the epochs itself.</param>
    /// <param name="cancellation">Ends the search; the trial that was running is not recorded.</param>
    /// <remarks>
    /// The objective is that of the model as training leaves it: measured anew on the validation rows for names with <c>val_</c>, otherwise that of
    /// the last epoch. Add an
    /// <see cref="EarlyStopping"/> to have the weights of the best epoch judged and kept.
    /// </remarks>
    /// <exception cref="SearchException">The objective is none that the model measures, or the folder belongs to another search.</exception>
    public SearchResult Run(
        Func<HyperParameters, Model> build,
        Dataset train,
        Dataset? validation = null,
        string? folder = null,
        FitOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(build);
        ArgumentNullException.ThrowIfNull(train);
        options ??= new();
        if (options.Callbacks.Count > 0)
        {
            throw new ArgumentException(
                "The options hold callbacks, which all trials would share. Give the search a Callbacks function that makes new ones for each trial.");
        }

        if (validation is not null && options.Validation is not null)
        {
            throw new ArgumentException("Give validation rows as an argument or in the options, not both.");
        }

        // Split once, so that all trials are judged by the same rows.
        (train, validation) = (options with { Validation = validation ?? options.Validation }).Prepare(train, Seed);
        options = options with { Validation = validation, ValidationSplit = 0, ClassWeight = null };
        (Model Model, WeightSnapshot Weights)? best = null;
        SearchResult result = RunTrials(trial => Train(trial, build, train, options), folder, Keep, cancellation);
        best?.Weights.Restore();
        return new(Objective, result.Trials, result.WasCancelled) { Model = best?.Model ?? Kept(result, build, folder) };

        void Keep(Trial trial)
        {
            Model model = ((Training)trial.State!).Model;
            best = (model, model.TakeSnapshot());
            if (folder is not null) { Save(model, folder); }
        }
    }

    private sealed record Training(Model Model, IReadOnlyList<Callback> Callbacks);

    private double Train(Trial trial, Func<HyperParameters, Model> build, Dataset train, FitOptions options)
    {
        if (trial.State is not Training training)
        {
            Model model = Unseeded.Apart(() => build(trial.Values)) ?? throw new InvalidOperationException("The builder returned no model.");
            _ = model.NewTotals(train);
            CheckObjective(model.Plan.Columns, options.Validation is not null);
            trial.State = training = new(model, Callbacks?.Invoke(trial) ?? []);
        }

        History history = training.Model.Fit(
            train,
            options with
            {
                Epochs = trial.Epochs ?? options.Epochs,
                InitialEpoch = trial.Epochs is null ? options.InitialEpoch : trial.EpochsDone,
                Callbacks = training.Callbacks,
            },
            trial.Cancellation);
        if (trial.Cancellation.IsCancellationRequested) { return double.NaN; }
        if (!Objective.Name.StartsWith(EpochResult.ValidationPrefix, StringComparison.Ordinal))
        {
            return history.Epochs.Count == 0 ? double.NaN : history[Objective.Name][^1];
        }

        // Accuracy can be finite where the outputs are not; a loss cannot.
        Evaluation judged = training.Model.Evaluate(options.Validation!, options.BatchSize);
        return double.IsFinite(judged.Loss) ? judged[Objective.Name[EpochResult.ValidationPrefix.Length..]] : judged.Loss;
    }

    private void CheckObjective(IReadOnlyList<string> measured, bool validated)
    {
        IReadOnlyList<string> names = EpochResult.ColumnsOf(measured, validated);
        if (names.Contains(Objective.Name)) { return; }
        string hint = validated ? "" : " Names that begin with val_ need validation rows.";
        throw new SearchException($"The objective is \"{Objective.Name}\", but the model measures only {string.Join(", ", names)}.{hint}");
    }

    private static void Save(Model model, string folder)
    {
        if (CanBeWritten(model)) { ModelFile.Save(model, Path.Combine(folder, BestModel)); }
        else { ModelFile.SaveWeights(model, Path.Combine(folder, BestWeights)); }
    }

    private static bool CanBeWritten(Model model) => model.GetType() == typeof(Model) || model.GetType() == typeof(Sequential);

    /// <summary>The best model that an earlier run of the search has left.</summary>
    private static Model? Kept(SearchResult result, Func<HyperParameters, Model> build, string? folder)
    {
        if (folder is null || !result.Succeeded) { return null; }
        if (File.Exists(Path.Combine(folder, BestModel))) { return ModelFile.Load(Path.Combine(folder, BestModel)); }
        if (!File.Exists(Path.Combine(folder, BestWeights))) { return null; }
        Model model = Unseeded.Apart(() => build(result.Best.ToHyperParameters()));
        ModelFile.LoadWeights(model, Path.Combine(folder, BestWeights));
        return model;
    }
}
