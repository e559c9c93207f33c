using System.Diagnostics;
using Hebb.Data.Preprocessing;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Training;
using Hebb.Models;
using static System.FormattableString;

namespace Hebb.Learning.Tables;

/// <summary>
/// Uses a time budget: trains the network of the recipe and, while time is left, networks with other settings (<see cref="TableTries"/>); keeps the one with
/// the lowest loss on rows that it has not learned from. How many there are depends on the machine; what is trained in each does not.
/// </summary>
internal sealed class BudgetSearch
{
    /// <summary>The share of the budget that remains for what follows: comparisons and report; and where the best of several models is chosen, which trains
    /// each of them once more.</summary>
    private const double MostRest = 0.2, MostRestOfChoice = 0.5;

    /// <summary>When the first network is trained, it is known better: they take less than this share of its time, and a second.</summary>
    private const double RestOfFirst = 0.5, RestOfFirstOfChoice = 1.8;

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly TablePlan _usual;
    private readonly TimeSpan _budget;
    private readonly List<TableTry> _tries = [];
    private TableTry? _best;
    private TimeSpan _rest;

    private BudgetSearch(TablePlan usual)
    {
        (_usual, _budget) = (usual, usual.Options.Budget!.Value - usual.Spent);
        _rest = usual.Options.Budget.Value * (Chooses ? MostRestOfChoice : MostRest);
    }

    /// <summary>The best network, with its plan.</summary>
    public (TablePlan Plan, FittedTable Fitted) Best { get; private set; }

    /// <summary>All networks, in their order.</summary>
    public IReadOnlyList<TableTry> Tries => _tries;

    /// <summary>Whether the search was cancelled.</summary>
    public bool WasCancelled { get; private set; }

    /// <summary>What came of it, in a sentence; null if nothing was learned.</summary>
    public string? Outcome
    {
        get
        {
            if (_best is null || (WasCancelled && _tries.Count == 1)) { return null; }
            TableTry first = _tries[0];
            string budget = TimeText.Words(_usual.Options.Budget!.Value);
            if (_tries.Count == 1)
            {
                return first.WasStopped
                    ? Invariant($"The budget of {budget} ended the training of the first network after {first.Epochs} ")
                        + $"{(first.Epochs == 1 ? "epoch" : "epochs")}; the best weights so far are kept."
                    : $"The budget of {budget} was enough for one network, that of the recipe.";
            }

            return Invariant($"Trained {_tries.Count} networks within {budget}. ")
                + (_best == first
                    ? Invariant($"That of the recipe has the lowest {Measure} on rows it has not learned from: {ScoreText.Number(first.Loss)}.")
                    : Invariant($"Number {_best.Number} has the lowest {Measure} on rows it has not learned from, {ScoreText.Number(_best.Loss)} ")
                        + Invariant($"(recipe: {ScoreText.Number(first.Loss)}): {_best.Settings}."));
        }
    }

    private bool Chooses => _usual.Options.Model == TableModelKind.Auto;

    private string Measure => _usual.Schema.Task == LearningTask.Regression ? "rmse" : "log_loss";

    private TimeSpan Left => _budget - _rest - Stopwatch.GetElapsedTime(_started);

    /// <summary>Searches.</summary>
    /// <param name="usual">What would be trained without a budget, with the budget in its options.</param>
    /// <param name="cancellation">Ends the search after the current batch; the best network until then is kept.</param>
    public static BudgetSearch Run(TablePlan usual, CancellationToken cancellation)
    {
        BudgetSearch search = new(usual);
        foreach ((string settings, TableTrainerOptions options) in TableTries.Of(usual))
        {
            if (search._tries.Count > 0 && (cancellation.IsCancellationRequested || search.Left <= TimeSpan.Zero)) { break; }
            search.Try(settings, options, cancellation);
        }

        search._best?.IsBest = true;
        search.WasCancelled = cancellation.IsCancellationRequested;
        return search;
    }

    private void Try(string settings, TableTrainerOptions options, CancellationToken cancellation)
    {
        bool isFirst = _tries.Count == 0;
        long began = Stopwatch.GetTimestamp();
        Deadline deadline = new(() => Left, fewestEpochs: isFirst ? 1 : 0);
        TablePlan plan = _usual.Like(options with
        {
            Callbacks = isFirst ? [.. options.Callbacks, deadline] : [deadline],
            Progress = options.Progress is { } shown ? new ProgressOfTry(this, shown) : null,
        });
        FittedTable fitted = plan.Network.Fit(plan, cancellation);
        TimeSpan time = Stopwatch.GetElapsedTime(began);
        if (isFirst)
        {
            TimeSpan known = (time * (Chooses ? RestOfFirstOfChoice : RestOfFirst)) + TimeSpan.FromSeconds(1);
            _rest = known < _rest ? known : _rest;
        }

        TableTry one = new()
        {
            Number = _tries.Count + 1,
            Settings = settings,
            Loss = fitted.History.Epochs.Count == 0 ? double.NaN : LossOf(fitted),
            Epochs = fitted.History.Epochs.Count,
            WasStopped = deadline.HasPassed,
            Seconds = time.TotalSeconds,
        };
        _tries.Add(one);
        if (isFirst || !(one.Loss >= (_best?.Loss ?? double.PositiveInfinity) || double.IsNaN(one.Loss)))
        {
            Best = (_usual.Like(options), fitted);
            _best = one.Epochs > 0 ? one : null;
        }
    }

    private double LossOf(FittedTable fitted)
    {
        UnseenAnswers unseen = fitted.Unseen.Value;
        return Scores.Of(_usual.Pipeline.Target, unseen.Truth, unseen.Outputs)[Measure];
    }

    /// <summary>Says of each report which network it is about, and where the search stands.</summary>
    private sealed class ProgressOfTry(BudgetSearch search, IProgress<TrainingProgress> shown) : IProgress<TrainingProgress>
    {
        /// <inheritdoc/>
        public void Report(TrainingProgress value) => shown.Report(value with
        {
            Try = new()
            {
                Number = search._tries.Count + 1,
                Best = search._best?.Number ?? 0,
                Measure = search.Measure,
                BestValue = search._best?.Loss ?? double.NaN,
                Left = search.Left > TimeSpan.Zero ? search.Left : TimeSpan.Zero,
            },
        });
    }
}
