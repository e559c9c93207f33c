namespace Hebb.Models;

/// <summary>What training came to, epoch by epoch.</summary>
public sealed class History
{
    /// <summary>The history of a training.</summary>
    internal History(IReadOnlyList<string> columns, IReadOnlyList<EpochResult> epochs, string? stopReason, bool wasCancelled, IReadOnlyList<string> warnings) =>
        (Columns, Epochs, StopReason, WasCancelled, Warnings) = (columns, epochs, stopReason, wasCancelled, warnings);

    /// <summary>That of a model that was not trained in epochs, because its weights could be computed at once.</summary>
    public static History None { get; } = new([], [], null, wasCancelled: false, []);

    /// <summary>The names of the values of an epoch: <c>loss</c>, <c>accuracy</c>, <c>val_loss</c>, <c>val_accuracy</c>.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The completed epochs in order.</summary>
    public IReadOnlyList<EpochResult> Epochs { get; }

    /// <summary>Why training ended before its last epoch; null if it did not.</summary>
    public string? StopReason { get; }

    /// <summary>Whether training was cancelled.</summary>
    public bool WasCancelled { get; }

    /// <summary>What was compiled but can hardly be meant: <see cref="Model.Warnings"/>.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>One value through all epochs that have it: <c>history["val_loss"]</c> has one for each validation.</summary>
    /// <exception cref="ArgumentException">There is no such value; the message lists the names.</exception>
    public double[] this[string name] => Columns.Contains(name)
        ? [.. Epochs.Where(epoch => epoch.TryGet(name, out _)).Select(epoch => epoch[name])]
        : throw KnownNames.Unknown("value", name, Columns);

    /// <summary>The epochs, one a line, then why training ended early, and warnings.</summary>
    public override string ToString() =>
        string.Join('\n', [.. Epochs.Select(epoch => epoch.ToString()), .. StopReason is null ? Array.Empty<string>() : [StopReason], .. Warnings]);
}
