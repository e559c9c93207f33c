namespace Hebb.Formats.Hdf5;

/// <summary>A dataset of an HDF5 file: an array with attributes.</summary>
internal sealed class Hdf5Dataset(StoredArray values)
{
    /// <summary>The array.</summary>
    public StoredArray Values { get; } = values;

    /// <summary>Attributes of this dataset.</summary>
    public OrderedDictionary<string, StoredArray> Attributes { get; } = [];
}
