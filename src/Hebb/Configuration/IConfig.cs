namespace Hebb.Configuration;

/// <summary>The settings of one layer, loss, optimizer, … under Keras' names, while they are read from a file or written to one. Its methods are
/// <see cref="Settings"/>.</summary>
/// <typeparam name="T">What has the settings; a configuration of a class is one of its base class as well.</typeparam>
/// <remarks>Settings are data only: they select among values and kinds that are known, and can name nothing else.</remarks>
public interface IConfig<out T> where T : class
{
    /// <summary>What is being written; null while settings are read.</summary>
    internal T? Instance { get; }

    /// <summary>The settings as JSON.</summary>
    internal ConfigNode Node { get; }
}

/// <summary>The settings of one thing, while they are read or written.</summary>
internal sealed record Config<T>(T? Instance, ConfigNode Node) : IConfig<T> where T : class;
