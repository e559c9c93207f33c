using System.Text;
using Hebb.Formats;
using Hebb.Formats.Hdf5;
using Hebb.Formats.Zip;

namespace Hebb.Keras;

/// <summary>The two kinds of files that Keras keeps models in.</summary>
internal enum KerasFormat
{
    /// <summary>A zip file of configuration and weights: <c>.keras</c>.</summary>
    Zip,

    /// <summary>One HDF5 file: the older <c>.h5</c>, and files of weights alone.</summary>
    Hdf5,
}

/// <summary>What a model file holds, as text and arrays; nothing in it is interpreted here.</summary>
/// <param name="Format">The kind of file, decided by its first bytes and never by its name.</param>
/// <param name="ConfigJson">The configuration of the model; null in files of weights alone.</param>
/// <param name="MetadataJson">The version of Keras and the date; null in HDF5 files.</param>
/// <param name="Weights">The weights: in an HDF5 file the whole of it.</param>
internal sealed record KerasArchive(KerasFormat Format, string? ConfigJson, string? MetadataJson, Hdf5Group Weights) : IDisposable
{
    /// <summary>The members of a zip file, of which some are vocabularies; null in HDF5 files, which have none.</summary>
    public ZipReader? Assets { get; init; }

    /// <summary>The file, which a large one keeps open until its weights are read.</summary>
    private ByteSource? Source { get; init; }

    private const string Metadata = "metadata.json";
    private const string Config = "config.json";
    private const string WeightsMember = "model.weights.h5";

    /// <summary>Reads a model file of either kind.</summary>
    /// <exception cref="FileFormatException">The file is neither kind, damaged, or holds what is not read.</exception>
    public static KerasArchive Read(string path) => Read(FileBytes.Open(path), Path.GetFileName(path));

    /// <summary>Reads a stream from its position to its end.</summary>
    /// <exception cref="FileFormatException">The file is neither kind, damaged, or holds what is not read.</exception>
    public static KerasArchive Read(Stream stream, string name = "model stream") => Read(FileBytes.Open(stream, name), name);

    /// <summary>Reads a model file in memory; <paramref name="name"/> is what error messages call it.</summary>
    /// <exception cref="FileFormatException">The file is neither kind, damaged, or holds what is not read.</exception>
    public static KerasArchive Read(ReadOnlyMemory<byte> bytes, string name = "model file") => Read(ByteSource.Of(bytes), name);

    private static KerasArchive Read(ByteSource bytes, string name)
    {
        try
        {
            if (bytes.Peek(2).SequenceEqual("PK"u8)) { return ReadZip(new(bytes, name), name) with { Source = bytes }; }
            if (!Hdf5File.IsHdf5(bytes))
            {
                throw new FileFormatException(
                    $"{name}: found {ForeignFile.Of(bytes, name)}; expected a zip file (.keras, 504B) or an HDF5 file (.h5, 89484446).");
            }

            Hdf5Group root = Hdf5File.Read(bytes, name);
            return new(KerasFormat.Hdf5, root.Attributes.GetValueOrDefault("model_config")?.ReadString(), null, root) { Source = bytes };
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Source?.Dispose();

    /// <summary>Writes a <c>.keras</c> file; equal contents give equal bytes.</summary>
    public static void Write(Stream stream, string configJson, string metadataJson, Hdf5Group weights)
    {
        ZipWriter zip = new(stream);
        zip.Add(Metadata, [Encoding.UTF8.GetBytes(metadataJson)]);
        zip.Add(Config, [Encoding.UTF8.GetBytes(configJson)]);
        zip.Add(WeightsMember, Hdf5Writer.Build(weights));
        zip.Finish();
    }

    private static KerasArchive ReadZip(ZipReader zip, string name)
    {
        if (!zip.Contains(Config) && ForeignFile.Of(zip) is { } foreign)
        {
            throw new FileFormatException($"{name}: found {foreign}; expected a model of Keras with {Config} and {WeightsMember}.");
        }

        foreach (string other in (string[])["model.weights.npz", "model.weights.json"])
        {
            if (!zip.Contains(WeightsMember) && zip.Contains(other))
            {
                throw new FileFormatException($"{name}: found weights in {other}; expected {WeightsMember}. Save the model with Keras' defaults.");
            }
        }

        string metadata = Text(zip, Metadata, name);
        string config = Text(zip, Config, name);
        return new(KerasFormat.Zip, config, metadata, Hdf5File.Read(zip.Open(WeightsMember), $"{name}/{WeightsMember}")) { Assets = zip };
    }

    private static string Text(ZipReader zip, string member, string name)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(zip.Read(member).Span);
        }
        catch (DecoderFallbackException)
        {
            throw new FileFormatException($"{name}: found text in {member} that is not UTF-8; expected JSON in UTF-8.");
        }
    }
}
