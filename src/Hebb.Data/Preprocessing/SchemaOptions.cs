namespace Hebb.Data.Preprocessing;

/// <summary>Limits for the inference of a schema.</summary>
public sealed record SchemaOptions
{
    /// <summary>A target of integers with more different values than this is a number; with at most so many it is a class if the integers
    /// lie close together and each is repeated.</summary>
    public int MaxTargetClasses { get; init => field = SettingRange.AtLeast(0, value); } = 20;

    /// <summary>A text with at most this many different values is a category, with more it is dropped.</summary>
    public int MaxCategories { get; init => field = SettingRange.AtLeast(0, value); } = 50;

    /// <summary>The task, when it should not be inferred from the target.</summary>
    public LearningTask? Task { get; init; }

    /// <summary>Says what helps in the words of the face: the names of C#, or the options of a command line.</summary>
    public Func<Remedy, string> Words { get; init; } = remedy => remedy.ToString();
}
