using System.Diagnostics;
using System.Globalization;

namespace Hebb.Tuning;

/// <summary>A search under way: runs trials, or finds them in the journal, and remembers what came out.</summary>
internal sealed class SearchRun(Search search, Func<Trial, double> evaluate, Action<Trial>? improved, TrialJournal? journal, CancellationToken cancellation)
{
    private readonly List<TrialResult> _results = [];
    private TrialResult? _best;

    /// <summary>The trials so far, in the order they were run.</summary>
    public IReadOnlyList<TrialResult> Results => _results;

    /// <summary>Whether to stop.</summary>
    public bool IsCancelled => cancellation.IsCancellationRequested;

    /// <summary>Runs a trial up to this many epochs, or looks it up.</summary>
    /// <param name="candidate">The trial.</param>
    /// <param name="epochs">How many epochs it is meant to have in the end; null where the search does not say.</param>
    /// <param name="path">Where a grid is, once the trial has asked for all its values.</param>
    /// <returns>The result; null if cancelled.</returns>
    public TrialResult? Try(Candidate candidate, int? epochs = null, Func<IReadOnlyList<(int Index, int Count)>>? path = null)
    {
        if (IsCancelled) { return null; }
        if (journal?.Find(candidate.Number, epochs) is { } recorded)
        {
            candidate.Rungs.Add(epochs);
            return Count(recorded);
        }

        long started = Stopwatch.GetTimestamp();
        Trial[] trials = candidate.Trials ??= Begin(candidate);
        double[] values = new double[trials.Length];
        string? error = null;
        try
        {
            Replay(candidate, trials);
            for (int i = 0; i < trials.Length && !IsCancelled; i++) { values[i] = Evaluate(trials[i], epochs); }
            int bad = Array.FindIndex(values, value => !double.IsFinite(value));
            if (bad >= 0) { error = string.Create(CultureInfo.InvariantCulture, $"{search.Objective.Name} is {values[bad]}, not a finite number."); }
        }
        catch (OperationCanceledException) when (IsCancelled)
        {
            return null;
        }
        catch (Exception failure) when (!search.StopOnError && failure is not SearchException)
        {
            error = $"{failure.GetType().Name}: {failure.Message}";
        }

        if (IsCancelled) { return null; }
        TrialResult result = new()
        {
            Number = candidate.Number,
            Parameters = trials[0].Values.Values,
            Value = error is null ? values.Average() : double.NaN,
            Executions = error is null ? values : [],
            Error = error,
            Epochs = epochs,
            Seconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
            Path = path?.Invoke() ?? [],
        };
        candidate.Rungs.Add(epochs);
        if (error is not null) { candidate.Trials = null; }

        // The model is kept before the record: whoever is killed in between runs the trial again and comes to the same model.
        if (improved is not null && IsBest(result)) { improved(trials.MinBy(trial => search.Objective.Cost(values[trial.Execution]))!); }
        journal?.Add(result);
        return Count(result);
    }

    private bool IsBest(TrialResult result) => search.Objective.Cost(result.Value) < search.Objective.Cost(_best?.Value ?? double.NaN);

    private TrialResult Count(TrialResult result)
    {
        if (IsBest(result)) { _best = result; }
        _results.Add(result);
        search.Progress?.Report(new(_results.Count, search.Planned, result, _best));
        return result;
    }

    private Trial[] Begin(Candidate candidate)
    {
        Trial[] trials = new Trial[search.ExecutionsPerTrial];
        for (int i = 0; i < trials.Length; i++)
        {
            // All executions have the values of the first; only their seeds differ.
            HyperParameters values =
                new(asked => (trials[0] is { } first ? first.Values.Recall(asked.Name) : null) ?? candidate.Choose(asked), search.Seed + i);
            trials[i] = new(candidate.Number, i, values, cancellation);
        }

        return trials;
    }

    /// <summary>
    /// Trains a trial again as far as it was when the search was interrupted: training is the same bits every time, so nothing but records has to be
    /// kept.
    /// </summary>
    private void Replay(Candidate candidate, Trial[] trials)
    {
        foreach (Trial trial in trials)
        {
            foreach (int? rung in candidate.Rungs)
            {
                if (rung > trial.EpochsDone && !IsCancelled) { Evaluate(trial, rung); }
            }
        }
    }

    private double Evaluate(Trial trial, int? epochs)
    {
        trial.Epochs = epochs;
        double value = evaluate(trial);
        trial.EpochsDone = epochs ?? 0;
        return value;
    }
}
