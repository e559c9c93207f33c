namespace Hebb.Callbacks;

/// <summary>A training cannot resume from the backups of another one.</summary>
public sealed class OtherTrainingException : InvalidOperationException
{
    internal OtherTrainingException(string folder, string difference)
        : base($"'{folder}' belongs to another training: {difference}. "
            + "Give the same model, data, options and callbacks to resume, or delete the folder to start over.") => Difference = difference;

    /// <summary>What differs: "--epochs was 400 there and is 10 here".</summary>
    public string Difference { get; }
}
