using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Hebb.Callbacks;
using Hebb.Interop.TensorBoard.Protos;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Interop.TensorBoard;

/// <summary>Writes a training for TensorBoard: curves, distributions of the weights, the graph of the layers, hyperparameters.</summary>
/// <remarks>
/// Runs and tags are Keras': in <c>train</c> and <c>validation</c> under the folder <c>epoch_loss</c>, <c>epoch_accuracy</c>, … over the epoch (from 0, as
/// Keras counts them), in <c>train</c> <c>epoch_learning_rate</c> and, with <see cref="UpdateFrequency"/>, <c>batch_loss</c>, …; in <c>validation</c>
/// <c>evaluation_loss_vs_iterations</c>, …. Files can be read while training continues. Look at them with <c>tensorboard --logdir logs</c>.
/// </remarks>
/// <param name="logDirectory">The folder of this training; one for each: <c>logs/1</c>, <c>logs/2</c>.</param>
public sealed class TensorBoard(string logDirectory = "logs") : Callback, IDisposable
{
    private SummaryWriter? _train, _validation, _root;
    private long _batches;
    private long _iterations;

    /// <summary>Epochs from one histogram of the weights to the next; 0 for none.</summary>
    public int HistogramFrequency { get; init; }

    /// <summary>Whether the graph of the layers is written.</summary>
    public bool WriteGraph { get; init; } = true;

    /// <summary>Whether training steps per second are written as <c>epoch_steps_per_second</c>.</summary>
    public bool WriteStepsPerSecond { get; init; }

    /// <summary>Batches from one <c>batch_loss</c> to the next, counted through all epochs; null for values of epochs only.</summary>
    public int? UpdateFrequency { get; init; }

    /// <summary>Hyperparameters of this training (numbers, booleans, texts), for TensorBoard's table of trainings; null for none.</summary>
    public IReadOnlyDictionary<string, object>? HParams { get; init; }

    /// <inheritdoc/>
    protected override void Remember(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _batches = state.Count("batches", _batches);
    }

    /// <inheritdoc/>
    public override void OnTrainBegin(TrainingContext context)
    {
        ArgumentException.ThrowIfNullOrEmpty(logDirectory);
        ArgumentOutOfRangeException.ThrowIfNegative(HistogramFrequency);
        if (UpdateFrequency < 1)
        {
            throw new ArgumentException($"UpdateFrequency is {UpdateFrequency}, but must be at least 1 batch; null stands for every epoch.");
        }

        HParamsPluginData? session = HParams is { } given ? SessionStart(given) : null;
        Dispose();
        if (!IsContinuing) { _batches = 0; }
        _train = new(Path.Combine(logDirectory, "train"));
        _validation = new(Path.Combine(logDirectory, "validation"));
        _root = new(logDirectory);
        _iterations = context.Model.Optimizer!.Iterations;
        if (WriteGraph) { _train.Graph(context.Model); }
        if (session is not null)
        {
            _root.HParams("_hparams_/experiment", ExperimentOf(HParams!, context.Columns));
            _root.HParams("_hparams_/session_start_info", session);
        }

        Flush();
    }

    /// <inheritdoc/>
    public override void OnBatchEnd(TrainingContext context, in BatchResult result)
    {
        _batches++;
        if (UpdateFrequency is not { } frequency || _batches % frequency != 0) { return; }
        Write(_train!, context.Running, "batch_", "", _batches);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, EpochResult result)
    {
        int step = result.Epoch - 1;
        long iterations = context.Model.Optimizer!.Iterations;
        if (result.Validation is { } validation)
        {
            Write(_validation!, validation, "evaluation_", "_vs_iterations", iterations);
            Write(_validation!, validation, "epoch_", "", step);
        }

        Write(_train!, result.Training, "epoch_", "", step);
        _train!.Scalar("epoch_learning_rate", result.LearningRate, step);
        if (WriteStepsPerSecond && result.Seconds > 0) { _train.Scalar("epoch_steps_per_second", (iterations - _iterations) / result.Seconds, step); }
        _iterations = iterations;
        if (HistogramFrequency > 0 && step % HistogramFrequency == 0)
        {
            foreach (Parameter weight in context.Model.Parameters.Where(weight => weight.DType == DType.Float32))
            {
                _train.Histogram($"{weight.Name}/histogram", weight.ToArray<float>(), step);
            }
        }

        Flush();
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(TrainingContext context)
    {
        if (HParams is not null)
        {
            _root!.HParams("_hparams_/session_end_info", new() { SessionEndInfo = new() { Status = Protos.Status.Success, EndTimeSecs = EventFile.Now } });
        }

        Dispose();
    }

    /// <summary>Ends the files; the end of a training does so by itself.</summary>
    public void Dispose()
    {
        _train?.Dispose();
        _validation?.Dispose();
        _root?.Dispose();
    }

    private static void Write(SummaryWriter writer, Evaluation values, string before, string behind, long step)
    {
        for (int i = 0; i < values.Names.Count; i++) { writer.Scalar($"{before}{values.Names[i]}{behind}", values.Values[i], step); }
    }

    private static HParamsPluginData SessionStart(IReadOnlyDictionary<string, object> given)
    {
        SessionStartInfo start = new() { StartTimeSecs = EventFile.Now };
        StringBuilder text = new();
        foreach ((string name, object value) in given.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            start.Hparams[name] = ValueOf(name, value);
            text.Append(CultureInfo.InvariantCulture, $"{name}={value};");
        }

        // Trainings with equal hyperparameters are one row of the table.
        start.GroupName = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
        return new() { SessionStartInfo = start };
    }

    private static Value ValueOf(string name, object value) => value switch
    {
        bool truth => Value.ForBool(truth),
        string text => Value.ForString(text),
        double or float or int or long => Value.ForNumber(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException(
            $"The hyperparameter \"{name}\" is a {value?.GetType().Name ?? "null"}, but hyperparameters are numbers, booleans or texts."),
    };

    private static HParamsPluginData ExperimentOf(IReadOnlyDictionary<string, object> given, IReadOnlyList<string> columns)
    {
        const string Validation = "val_";
        Experiment experiment = new() { TimeCreatedSecs = EventFile.Now };
        foreach ((string name, object value) in given)
        {
            experiment.HparamInfos.Add(new HParamInfo
            {
                Name = name,
                Type = value is bool ? HParamType.DataTypeBool : value is string ? HParamType.DataTypeString : HParamType.DataTypeFloat64,
            });
        }

        foreach (string column in columns)
        {
            bool isValidation = column.StartsWith(Validation, StringComparison.Ordinal);
            MetricName name = new() { Group = isValidation ? "validation" : "train", Tag = $"epoch_{(isValidation ? column[Validation.Length..] : column)}" };
            experiment.MetricInfos.Add(new MetricInfo { Name = name });
        }

        return new() { Experiment = experiment };
    }

    private void Flush()
    {
        _train!.Flush();
        _validation!.Flush();
        _root!.Flush();
    }
}
