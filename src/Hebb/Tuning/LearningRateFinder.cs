using Hebb.Datasets;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;

namespace Hebb.Tuning;

/// <summary>
/// Finds a learning rate: trains for a while with a rate that grows from step to step, and looks where the loss falls and where it bursts (Smith, 2017).
/// Afterwards model and optimizer are as before.
/// </summary>
public sealed record LearningRateFinder
{
    /// <summary>The rate of the first step. Range: above 0.</summary>
    public double MinLearningRate { get; init => field = SettingRange.Positive(value); } = 1e-7;

    /// <summary>The rate of the last step. Range: above 0.</summary>
    public double MaxLearningRate { get; init => field = SettingRange.Positive(value); } = 10;

    /// <summary>How many steps are taken at most; each rate is the same factor larger than the one before. Range: 3 or more.</summary>
    public int Steps { get; init => field = SettingRange.AtLeast(3, value); } = 100;

    /// <summary>The number of rows of a batch; data with fewer batches than steps are gone through several times. Range: 1 or more.</summary>
    public int BatchSize { get; init => field = SettingRange.AtLeast(1, value); } = 32;

    /// <summary>How much of the running mean of losses stays at each step. Range: from 0 to below 1.</summary>
    public double Smoothing { get; init => field = SettingRange.Part(value); } = 0.9;

    /// <summary>The search ends when the smoothed loss is this many times the smallest so far (or farther above a smallest one below 0 than that
    /// many times its size). Range: above 1.</summary>
    public double StopFactor { get; init => field = SettingRange.Above1(value); } = 4;

    /// <summary>Searches.</summary>
    /// <param name="model">A compiled model whose optimizer has a number as learning rate.</param>
    /// <param name="data">The rows to train on.</param>
    /// <param name="cancellation">Ends the search; the result is what was seen until then.</param>
    /// <exception cref="ArgumentException">The settings are not possible.</exception>
    /// <exception cref="InvalidOperationException">The model is not compiled, or its learning rate follows a schedule, or it climbs.</exception>
    public LearningRateSearch Run(Model model, Dataset data, CancellationToken cancellation = default)
    {
        if (MaxLearningRate <= MinLearningRate) { throw new ArgumentException($"{this} cannot search: MaxLearningRate must be above MinLearningRate."); }

        Optimizer optimizer = model.Optimizer
            ?? throw new InvalidOperationException("Compile the model before looking for a learning rate: model.Compile(new Adam(), Loss.MeanSquaredError).");
        if (optimizer.Schedule is not null || optimizer.Maximize)
        {
            string obstacle = optimizer.Schedule is { } schedule ? $"follows {schedule.GetType().Name}" : "climbs (Maximize)";
            throw new InvalidOperationException(
                $"The search sets the learning rate and waits for the loss to fall, but the optimizer {obstacle}. "
                + "Compile with a number as learning rate, to descend.");
        }

        _ = model.PlanFor(data.Peek());
        optimizer.Build(model.TrainedParameters);
        WeightSnapshot before = new(model, model.Parameters.Concat(optimizer.State));
        (double Rate, long Iterations, long Step) place = (optimizer.LearningRate, optimizer.Iterations, model.TrainingStep);
        try
        {
            return LearningRateSearch.Of(Sweep(model, optimizer, data, cancellation), StopFactor);
        }
        finally
        {
            before.Restore();
            model.ResetStates();
            (optimizer.LearningRate, optimizer.Iterations, model.TrainingStep) = place;
        }
    }

    private List<LearningRatePoint> Sweep(Model model, Optimizer optimizer, Dataset data, CancellationToken cancellation)
    {
        List<LearningRatePoint> curve = [];
        RandomKey shuffle = RandomKey.FromSeed(model.Seed).Child("learning_rate");
        double mean = 0, best = double.PositiveInfinity;
        for (int pass = 0; ; pass++)
        {
            bool any = false;
            foreach (Batch batch in data.Batches(BatchSize, model.IsStateful ? null : shuffle.Child(pass)))
            {
                if (curve.Count == Steps || cancellation.IsCancellationRequested) { return curve; }
                any = true;
                double rate = MinLearningRate * Math.Pow(MaxLearningRate / MinLearningRate, curve.Count / (Steps - 1.0));
                optimizer.LearningRate = rate;
                double loss = model.TrainOnBatch(batch);
                mean = Smoothing * mean + (1 - Smoothing) * loss;
                // The mean began at 0, which the divisor makes good for.
                double smoothed = mean / (1 - Math.Pow(Smoothing, curve.Count + 1));
                curve.Add(new(rate, loss, smoothed));
                best = Math.Min(best, smoothed);
                if (LearningRateSearch.IsBurst(smoothed, best, StopFactor)) { return curve; }
            }

            if (!any) { throw new ArgumentException("The data have no rows to train on.", nameof(data)); }
        }
    }
}
