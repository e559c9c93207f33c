using Hebb.Configuration;

namespace Hebb.Activations;

/// <summary>Activations among the settings of layers. Keras writes none as <c>linear</c>.</summary>
public static class ActivationSettings
{
    extension<T>(IConfig<T> c) where T : class
    {
        /// <summary>An activation; null for none.</summary>
        public Activation? Activation(string key, Func<T, Activation?> get)
        {
            Activation read = c.Part(key, Activations.Activation.Kinds, it => get(it) ?? Activations.Activation.Linear, Activations.Activation.Linear);
            return ReferenceEquals(read, Activations.Activation.Linear) ? null : read;
        }

        /// <summary>An activation, with a default where the setting is missing; null stands for <see cref="Activation.Linear"/>.</summary>
        public Activation Activation(string key, Func<T, Activation> get, Activation missing) =>
            c.Instance is null && !c.Node.Json.ContainsKey(key) ? missing : c.Activation(key, get) ?? Activations.Activation.Linear;
    }
}
