namespace Hebb.Keras;

/// <summary>What <see cref="ModelFile.Save(Models.Model, string, SaveOptions?)"/> writes.</summary>
public sealed record SaveOptions
{
    /// <summary>Whether optimizer, loss and metrics are written, so that training can continue.</summary>
    public bool IncludeTraining { get; init; } = true;

    /// <summary>Where the date in the file comes from; a fixed one makes equal models equal files.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}

/// <summary>What <see cref="ModelFile.Load(string, LoadOptions?)"/> reads.</summary>
public sealed record LoadOptions
{
    /// <summary>Whether the model is compiled as the file says and the optimizer's state restored.</summary>
    public bool Compile { get; init; } = true;
}
