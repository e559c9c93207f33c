using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Losses;
using Hebb.Models;
using Hebb.Ops;
using Hebb.Optimizers;
using Hebb.Tensors;
using Input = Hebb.Layers.Input;

namespace Hebb.Tests.Models;

/// <summary>Predictions see the weights of a finished step, whatever threads do.</summary>
public sealed class StepGateTests
{
    private const int Width = 256;

    /// <summary>
    /// y = w·x with one weight for each of many inputs, all equal before and after each step: a sum over inputs ±1 is 0 unless some weights are newer than
    /// others.
    /// </summary>
    private static Sequential NewModel()
    {
        Sequential model = new([new Input([Width]), new Dense(Width, useBias: false)]);
        model.Compile(new SGD(100), Loss.MeanSquaredError);
        model.SetWeights([Tensor.Full([Width, Width], 0.5)]);
        return model;
    }

    private static Tensor Alternating(int rows) =>
        Tensor.Create<float>([.. Enumerable.Range(0, rows * Width).Select(i => i % 2 == 0 ? 1f : -1f)], [rows, Width]);

    [Fact]
    public async Task Predictions_while_training_see_whole_steps()
    {
        Sequential model = NewModel();
        // Weights go up by about 0.01 in one step and down in the next.
        Tensor x = Tensor.Full([4, Width], 1.0 / Width);
        Batch up = new(x, Tensor.Full([4, Width], 5)), down = new(x, Tensor.Full([4, Width], -5));
        model.TrainOnBatch(down);
        using CancellationTokenSource stop = new();
        int predictions = 0;
        Task[] predicting = [.. Enumerable.Range(0, 3).Select(kind => Task.Factory.StartNew(() =>
        {
            float[] row = Alternating(1).ToArray<float>(), outputs = new float[Width];
            Tensor rows = Alternating(1600), means = Tensor.Full([1600, Width], 1.0 / Width); // many blocks
            while (!stop.IsCancellationRequested)
            {
                if (kind == 0)
                {
                    model.Predict(row, outputs);
                    Assert.All(outputs, value => Assert.Equal(0, value));
                }
                else if (kind == 1)
                {
                    Assert.All(model.Predict(rows).ToArray<float>(), value => Assert.Equal(0, value));
                }
                else
                {
                    // All rows of a call are computed with the same weights.
                    Assert.Single(model.Predict(means).ToArray<float>().Distinct());
                }

                Interlocked.Increment(ref predictions);
            }
        }, TaskCreationOptions.LongRunning))];

        // Neither side waits forever, however often the other one comes.
        await Task.Run(() =>
        {
            for (int steps = 0; (Volatile.Read(ref predictions) < 300 || steps < 300) && !predicting.Any(task => task.IsFaulted); steps++)
            {
                model.TrainOnBatch(steps % 2 == 0 ? up : down);
                if (steps % 50 == 25) { model.TakeSnapshot().Restore(); }
            }
        }).WaitAsync(TimeSpan.FromMinutes(2));
        await stop.CancelAsync();
        await Task.WhenAll(predicting);
        Assert.Single(model.Parameters[0].ToArray<float>().Distinct()); // what makes the test able to see half a step
        Assert.NotEqual(0.5f, model.Parameters[0].ToArray<float>()[0]);
    }

    [Fact]
    public async Task A_prediction_waits_for_the_step_that_runs_and_sees_its_weights()
    {
        using Pausing schedule = new();
        Sequential model = NewModel();
        model.Compile(new SGD(schedule), Loss.MeanSquaredError);
        Tensor x = Tensor.Full([4, Width], 1.0 / Width);
        Batch batch = new(x, Tensor.Full([4, Width], 5));
        model.TrainOnBatch(batch);
        float[] before = model.Predict(x).ToArray<float>();
        schedule.IsArmed = true;
        Task training = Task.Factory.StartNew(() => model.TrainOnBatch(batch), TaskCreationOptions.LongRunning);
        schedule.InStep.Wait();
        Task<float[]> predicting = Task.Factory.StartNew(() => model.Predict(x).ToArray<float>(), TaskCreationOptions.LongRunning);
        Assert.NotSame(predicting, await Task.WhenAny(predicting, Task.Delay(500)));
        schedule.Release.Set();
        await training;
        float[] seen = await predicting;
        Assert.Equal(model.Predict(x).ToArray<float>(), seen);
        Assert.NotEqual(before, seen);
    }

    /// <summary>A learning rate, asked for while a step runs, that keeps the step waiting.</summary>
    private sealed class Pausing : Hebb.Optimizers.Schedules.LearningRateSchedule, IDisposable
    {
        public bool IsArmed { get; set; }

        public ManualResetEventSlim InStep { get; } = new();

        public ManualResetEventSlim Release { get; } = new();

        public override double At(long step)
        {
            if (IsArmed)
            {
                InStep.Set();
                Release.Wait();
            }

            return 100;
        }

        public void Dispose()
        {
            InStep.Dispose();
            Release.Dispose();
        }
    }

    [Fact]
    public async Task A_step_waits_for_predictions_and_they_for_it()
    {
        StepGate gate = new();
        int inStep = 0, predicting = 0, wrong = 0, rounds = 0;
        Task[] tasks = [.. Enumerable.Range(0, 5).Select(kind => Task.Factory.StartNew(() =>
        {
            for (int i = 0; i < 3000; i++)
            {
                if (kind < 2)
                {
                    gate.EnterStep();
                    if (Interlocked.Increment(ref inStep) != 1 || Volatile.Read(ref predicting) != 0) { Interlocked.Increment(ref wrong); }
                    Interlocked.Decrement(ref inStep);
                    gate.LeaveStep();
                }
                else
                {
                    gate.EnterPrediction();
                    Interlocked.Increment(ref predicting);
                    if (Volatile.Read(ref inStep) != 0) { Interlocked.Increment(ref wrong); }
                    Interlocked.Decrement(ref predicting);
                    gate.LeavePrediction();
                }

                Interlocked.Increment(ref rounds);
            }
        }, TaskCreationOptions.LongRunning))];
        await Task.WhenAll(tasks).WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal((0, 15000), (wrong, rounds));
    }

    [Fact]
    public async Task Predictions_run_beside_each_other()
    {
        StepGate gate = new();
        Assert.True(gate.EnterPrediction());
        await Task.Run(() =>
        {
            Assert.True(gate.EnterPrediction());
            gate.LeavePrediction();
        }).WaitAsync(TimeSpan.FromSeconds(30));
        gate.LeavePrediction();
        Assert.True(gate.EnterStep());
        Assert.False(gate.EnterPrediction()); // a step that looks at its own weights does not wait for itself
        Assert.False(gate.EnterStep());
        gate.LeaveStep();
    }

    [Fact]
    public void Callbacks_may_predict()
    {
        Sequential model = NewModel();
        Tensor x = Tensor.Full([8, Width], 1.0 / Width);
        List<float> outputs = [];
        model.Fit(Dataset.From(x, Tensor.Full([8, Width], 5)), new()
        {
            Epochs = 2,
            BatchSize = 4,
            Callbacks = [new Hebb.Callbacks.LambdaCallback { BatchEnd = (context, _) => outputs.Add(context.Model.Predict(x).ToArray<float>()[0]) }],
        });
        Assert.Equal(outputs.Order(), outputs);
        Assert.Equal(4, outputs.Distinct().Count());
    }

    [Fact]
    public void The_models_inside_of_a_model_share_its_gate()
    {
        Sequential inner = new([new Input([3]), new Dense(2)]);
        Sequential outer = new([inner, new Dense(1)]);
        outer.Compile(new SGD(), Loss.MeanSquaredError);
        outer.TrainOnBatch(Tensor.Zeros([2, 3]), Tensor.Zeros([2, 1]));
        Assert.Same(outer.Gate, inner.Gate);
    }
}
