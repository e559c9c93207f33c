using Hebb.Callbacks;
using Hebb.Data;
using Hebb.Learning.Training;
using Hebb.Models;

namespace Hebb.Learning.Kinds;

/// <summary>What somebody asks of a kind of learning, in the words of a command line: inputs by name, options, and where to tell what is found.</summary>
public sealed class LearningRequest
{
    /// <summary>The files and folders that are named, in their order.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Whether answers go to a file rather than to a terminal.</summary>
    public bool HasOutput { get; init; }

    /// <summary>The only input there may be, or none.</summary>
    public LearningSource Source => new(Inputs.Count > 0 ? Inputs[0] : null);

    /// <summary>The options.</summary>
    public OptionValues Options { get; init; } = new();

    /// <summary>Opens what is piped into the process.</summary>
    public Func<Stream> StandardInput { get; init; } = () => Stream.Null;

    /// <summary>Told what is found, in lines.</summary>
    public Action<string> Tell { get; init; } = _ => { };

    /// <summary>Told what is unusual about the inputs, in lines.</summary>
    public Action<string> Warn { get; init; } = _ => { };

    /// <summary>Says what helps in the words of the face: the options of a command line, or the names of C#.</summary>
    public Func<Remedy, string> Words { get; init; } = remedy => remedy.ToString();

    /// <summary>Told how a training goes.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>What else follows a training.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>Given the network as soon as it is trained, before it is judged; see <see cref="TrainingOptions.Trained"/>.</summary>
    public Action<FreshModel>? Trained { get; init; }

    /// <summary>Ends the reading of data that take long.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The path that is named.</summary>
    /// <param name="asked">What to say if none is: "Name a table with the series."</param>
    /// <exception cref="UsageException">None is named.</exception>
    public string PathOr(string asked) => Source.Path ?? throw new UsageException(asked);
}
