using Hebb.Callbacks;
using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Models;

/// <summary>
/// The loop that Fit is written with, driven by hand. That a loop outside of the library ends with the bits of Fit, interrupted or not, is shown by
/// samples/own-loop.cs.
/// </summary>
public sealed class TrainingLoopTests
{
    private static readonly Dataset s_data = Dataset.From(
        Tensor.RandomNormal([20, 3], RandomKey.FromSeed(1)), Tensor.RandomNormal([20, 1], RandomKey.FromSeed(2)));

    private static Sequential NewModel(Optimizer? optimizer = null)
    {
        Sequential model = new([new Input([3]), new Dense(4), new Dense(1)]) { Seed = 5 };
        model.Compile(optimizer ?? new SGD(0.01), Loss.MeanSquaredError);
        return model;
    }

    /// <summary>Notes what it is told.</summary>
    private sealed class Notes : Callback
    {
        public List<string> Lines { get; } = [];

        public int StopInEpoch { get; init; }

        public override void OnTrainBegin(TrainingContext context) => Lines.Add("train");

        public override void OnEpochBegin(TrainingContext context, int epoch) => Lines.Add($"epoch {epoch}");

        public override void OnBatchEnd(TrainingContext context, in BatchResult result)
        {
            Lines.Add($"batch {result.Batch}");
            if (result.Epoch == StopInEpoch) { context.StopTraining("enough"); }
        }

        public override void OnTestBegin(TrainingContext context) => Lines.Add("test");

        public override void OnTestEnd(TrainingContext context) => Lines.Add("tested");

        public override void OnEpochEnd(TrainingContext context, EpochResult result) => Lines.Add($"end {result.Epoch}");

        public override void OnTrainEnd(TrainingContext context) => Lines.Add("end");
    }

    private static History Drive(TrainingLoop loop)
    {
        using (loop)
        {
            while (loop.NextEpoch())
            {
                while (loop.NextBatch()) { loop.EndBatch(loop.Context.Model.TrainOnBatch(loop.Batch, loop.Totals)); }
                loop.EndEpoch(loop.Validate());
            }

            return loop.End();
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Callbacks_are_told_the_same_as_by_Fit(int stopInEpoch)
    {
        Notes byFit = new() { StopInEpoch = stopInEpoch }, byHand = new() { StopInEpoch = stopInEpoch };
        FitOptions options = new() { Epochs = 3, BatchSize = 8, Validation = s_data, ValidationFrequency = 2 };
        Sequential fitted = NewModel(), driven = NewModel();
        History expected = fitted.Fit(s_data, options with { Callbacks = [byFit] });
        History actual = Drive(new(driven, s_data, options with { Callbacks = [byHand] }));
        Assert.Equal(byFit.Lines, byHand.Lines);
        Assert.Equal(expected["loss"], actual["loss"]);
        Assert.Equal(expected.StopReason, actual.StopReason);
        Assert.Equal(fitted.Parameters.SelectMany(w => w.ToArray<float>()), driven.Parameters.SelectMany(w => w.ToArray<float>()));
        string[] first = ["train", "epoch 1", "batch 1", "batch 2", "batch 3", "end 1", "epoch 2", "batch 1"];
        string[] rest = ["batch 2", "batch 3", "test", "tested", "end 2", "epoch 3", "batch 1", "batch 2", "batch 3", "end 3"];
        Assert.Equal([.. first, .. stopInEpoch == 2 ? [] : rest, "end"], byHand.Lines);
    }

    [Fact]
    public void Batches_that_a_loop_keeps_stay_as_they_were()
    {
        List<Batch> kept = [], seen = [];
        LambdaCallback keeps = new() { BatchEnd = (context, result) => seen.Add(context.CurrentBatch!) };
        using TrainingLoop loop = new(NewModel(), s_data, new() { Epochs = 2, BatchSize = 8, Shuffle = false, Callbacks = [keeps] });
        while (loop.NextEpoch())
        {
            while (loop.NextBatch())
            {
                if (loop.Context.Epoch == 1) { kept.Add(loop.Batch); }
                loop.Step();
            }

            loop.EndEpoch();
        }

        float[] all = s_data.Whole.Inputs[0].ToArray<float>();
        Assert.Equal(all, kept.SelectMany(batch => batch.Inputs[0].ToArray<float>()));
        Assert.Equal(kept, seen[..3]);
        Assert.Equal(all, seen[3..].SelectMany(batch => batch.Inputs[0].ToArray<float>()));
    }

    [Fact]
    public void A_loop_that_only_steps_allocates_nothing_per_batch()
    {
        Dataset data = Dataset.From(Tensor.RandomNormal([4000, 3], RandomKey.FromSeed(1)), Tensor.RandomNormal([4000, 1], RandomKey.FromSeed(2)));
        using TrainingLoop loop = new(NewModel(), data, new() { Epochs = 2, BatchSize = 4 });
        long Epoch()
        {
            loop.NextEpoch();
            loop.NextBatch();
            loop.Step();
            long before = GC.GetAllocatedBytesForCurrentThread();
            while (loop.NextBatch()) { loop.Step(); }
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            loop.EndEpoch();
            return allocated;
        }

        Epoch();
        Assert.Equal(0, Epoch()); // 999 batches
    }

    [Fact]
    public void Calls_out_of_order_say_what_comes_first()
    {
        using TrainingLoop loop = new(NewModel(), s_data, new() { Epochs = 2 });
        Assert.Contains("NextEpoch", Assert.Throws<InvalidOperationException>(() => loop.NextBatch()).Message, StringComparison.Ordinal);
        Assert.Contains("NextBatch", Assert.Throws<InvalidOperationException>(() => loop.Step()).Message, StringComparison.Ordinal);
        Assert.True(loop.NextEpoch());
        Assert.True(loop.NextBatch());
        Assert.Contains("EndBatch", Assert.Throws<InvalidOperationException>(() => loop.NextBatch()).Message, StringComparison.Ordinal);
        loop.Step();
        Assert.Contains("EndEpoch", Assert.Throws<InvalidOperationException>(() => loop.NextEpoch()).Message, StringComparison.Ordinal);
        loop.EndEpoch();
        Assert.Single(loop.End().Epochs);
        Assert.False(loop.NextEpoch());
    }

    [Fact]
    public void A_loop_ended_before_its_first_epoch_still_begins_and_ends()
    {
        Notes notes = new();
        Assert.Empty(new TrainingLoop(NewModel(), s_data, new() { Callbacks = [notes] }).End().Epochs);
        Assert.Equal(["train", "end"], notes.Lines);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(4)]
    public void A_pipeline_goes_on_in_the_pass_it_was_in(int? stepsPerEpoch)
    {
        string folder = Directory.CreateTempSubdirectory("pipeline").FullName;
        float[] Train(int interruption)
        {
            int batches = 0;
            LambdaCallback interrupts = new() { BatchEnd = (_, _) => { if (++batches == interruption) { throw new IOException("power cut"); } } };
            Sequential model = NewModel(new Adam(0.01));
            Dataset<int> rows = Dataset.From(Enumerable.Range(0, 20)).Shuffle(20, seed: 1).Cache().Shuffle(8, seed: 2);
            Dataset data = rows.Batch(3, group => s_data.Take([.. group]).Whole).Prefetch(2, 2);
            FitOptions options =
                new() { Epochs = 4, StepsPerEpoch = stepsPerEpoch, Callbacks = [interrupts, new BackupAndRestore(folder) { SaveFrequency = 1 }] };
            try
            {
                model.Fit(data, options);
            }
            catch (IOException) when (interruption > 0)
            {
                return [];
            }

            return [.. model.Parameters.SelectMany(weight => weight.ToArray<float>())];
        }

        float[] expected = Train(0);
        foreach (int interruption in (int[])[2, 7, 11])
        {
            Assert.Empty(Train(interruption));
            Assert.Equal(expected, Train(0));
        }

        Assert.False(Directory.Exists(folder)); // backups are deleted at the end
    }

    [Fact]
    public async Task Cancelling_ends_a_training_that_waits_for_its_data()
    {
        using CancellationTokenSource stop = new();
        using ManualResetEventSlim waits = new(), release = new();
        IEnumerable<Batch> Stuck()
        {
            yield return new(Tensor.Zeros([2, 3]), Tensor.Zeros([2, 1]));
            yield return new(Tensor.Zeros([2, 3]), Tensor.Zeros([2, 1]));
            waits.Set();
            release.Wait();
        }

        Task<History> training = NewModel().FitAsync(Dataset.From(Stuck()).Prefetch(), new() { Epochs = 5 }, stop.Token);
        waits.Wait();
        await stop.CancelAsync();
        History history = await training;
        Assert.True(history.WasCancelled);
        Assert.Empty(history.Epochs);
        release.Set();
    }

    [Fact]
    public void An_evaluation_can_be_cancelled()
    {
        Sequential model = NewModel();
        Assert.Throws<OperationCanceledException>(() => model.Evaluate(s_data, cancellation: new(canceled: true)));
    }

    [Fact]
    public void A_data_set_of_ones_own_trains_and_is_told_the_pass()
    {
        Counting data = new();
        NewModel().Fit(data, new() { Epochs = 3, BatchSize = 5, Validation = data });
        Assert.Equal([(1, 32), (1, 5), (1, 5), (2, 5), (1, 5), (3, 5), (1, 5)], data.Passes); // the first to learn shapes
    }

    private sealed class Counting : Dataset
    {
        public List<(long, int)> Passes { get; } = [];

        public override IEnumerable<Batch> Read(DataPass pass)
        {
            Passes.Add((pass.Number, pass.BatchSize));
            return s_data.Read(pass);
        }
    }
}
