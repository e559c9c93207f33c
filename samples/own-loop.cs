#:project ../src/Hebb/Hebb.csproj
// A training loop of one's own with everything that Fit does: epochs, batches, validation, early stopping, backups. It sees only what every user of the
// library sees,
// and it ends with the same bits as Fit, also when it is interrupted and started again.
// Run: dotnet run samples/own-loop.cs
RandomKey key = RandomKey.FromSeed(7);
Tensor x = Tensor.RandomNormal([300, 4], key.Child("x"));
Tensor y = (x.Sum(-1, keepDims: true).Sin() + 0.1 * Tensor.RandomNormal([300, 1], key.Child("noise")));
(Dataset train, Dataset test) = Dataset.From(x, y).Split(0.25);
string folder = Path.Combine(Path.GetTempPath(), $"own-loop-{Environment.ProcessId}");

// snippet: loop
static History Train(Model model, Dataset data, FitOptions options, Func<TrainingLoop, bool>? isInterrupted = null)
{
    using TrainingLoop loop = new(model, data, options);
    while (loop.NextEpoch())
    {
        while (loop.NextBatch())
        {
            double loss = model.TrainOnBatch(loop.Batch, loop.Totals);   // or a step of your own
            loop.EndBatch(loss);
            if (isInterrupted?.Invoke(loop) == true) { throw new OperationCanceledException("The power went out."); }
        }

        loop.EndEpoch(loop.Validate());
    }

    return loop.End();
}
// end

FitOptions Options() => new()
{
    Epochs = 60,
    BatchSize = 16,
    Validation = test,
    Callbacks = [new EarlyStopping { Patience = 4 }, new ReduceLROnPlateau { Patience = 2 }, new BackupAndRestore(folder) { SaveFrequency = 5 }],
};

static Sequential NewModel()
{
    Sequential model = new([new Dense(16, Activation.Tanh), new Dropout(0.1), new Dense(1)]) { Seed = 3 };
    model.Compile(new Adam(0.01) { ClipNorm = 1, UseEma = true }, Loss.MeanSquaredError, [Metric.MeanAbsoluteError]);
    return model;
}

Sequential fitted = NewModel(), driven = NewModel();
History expected = fitted.Fit(train, Options()), history = Train(driven, train, Options());
Console.WriteLine($"Fit:          {expected.Epochs[^1]}");
Console.WriteLine($"own loop:     {history.Epochs[^1]}");
Console.WriteLine($"{history.Epochs.Count} epochs. {history.StopReason}");

// Interrupted twice, each time with a new model that knows nothing of the one before.
foreach ((int epoch, int batch) in ((int, int)[])[(2, 8), (5, 3)])
{
    try
    {
        Train(NewModel(), train, Options(), loop => loop.Context.Epoch == epoch && loop.Context.Batch == batch);
        throw new InvalidOperationException("The interruption did not come.");
    }
    catch (OperationCanceledException interruption)
    {
        Console.WriteLine($"epoch {epoch}, batch {batch}: {interruption.Message}");
    }
}

Sequential resumed = NewModel();
History rest = Train(resumed, train, Options());
Console.WriteLine($"own loop, resumed: {rest.Epochs[^1]}");

bool AreEqual(Model a, Model b) => a.Parameters.Zip(b.Parameters).All(pair => pair.First.ToArray<float>().SequenceEqual(pair.Second.ToArray<float>()));
bool AreAlike(History a, History b) => a.StopReason == b.StopReason && a.Columns.All(column => a[column].SequenceEqual(b[column]));
bool same = AreEqual(fitted, driven) && AreEqual(fitted, resumed)
    && AreAlike(expected, history) && AreAlike(expected, rest);
Console.WriteLine(same ? "The weights and the histories are the same, bit for bit." : "The weights differ!");
return same && expected.StopReason is not null ? 0 : 1;
