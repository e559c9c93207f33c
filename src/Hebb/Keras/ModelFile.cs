using Hebb.Layers;
using Hebb.Configuration;

namespace Hebb.Keras;

/// <summary>Reads and writes models.</summary>
public static partial class ModelFile
{
    /// <summary>Lets files hold a layer of your own: functions that write its settings and make it of them again.</summary>
    /// <typeparam name="TLayer">The layer.</typeparam>
    /// <param name="className">The name of its class in files.</param>
    /// <param name="write">Writes the settings that the constructor needs; name, weights and inner layers are written anyway.</param>
    /// <param name="read">Makes a layer of the settings.</param>
    /// <exception cref="ArgumentException">The name is that of a layer of Keras that is known already.</exception>
    public static void Register<TLayer>(string className, Action<TLayer, LayerConfig> write, Func<LayerConfig, TLayer> read) where TLayer : Layer
    {
        ArgumentException.ThrowIfNullOrEmpty(className);
        LayerTable.Register(new(className, typeof(TLayer), "custom", (layer, config) => write((TLayer)layer, config), read));
    }
}
