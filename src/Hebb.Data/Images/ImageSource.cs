namespace Hebb.Data.Images;

/// <summary>Where the images of a data set come from. Any number of threads may read at once.</summary>
internal abstract class ImageSource
{
    /// <summary>The number of images.</summary>
    public abstract int Count { get; }

    /// <summary>How errors call an image.</summary>
    public abstract string NameOf(int index);

    /// <summary>An image as stored.</summary>
    /// <exception cref="DataException">It cannot be read.</exception>
    public abstract Image Read(int index);

    /// <summary>Files.</summary>
    public sealed class Files(IReadOnlyList<string> paths, ImageReadOptions options) : ImageSource
    {
        public override int Count => paths.Count;

        public override string NameOf(int index) => paths[index];

        public override Image Read(int index)
        {
            try
            {
                return Image.Load(paths[index], options);
            }
            catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
            {
                throw new DataException($"The image cannot be read: {wrong.Message}", paths[index]);
            }
        }
    }

    /// <summary>Bytes in memory, one image after the other.</summary>
    public sealed class Stack(byte[] bytes, int width, int height, int channels, string name) : ImageSource
    {
        private readonly int _size = width * height * channels;

        public override int Count => bytes.Length / _size;

        public override string NameOf(int index) => $"{name}[{index}]";

        public override Image Read(int index) => new(width, height, channels, bytes[(index * _size)..((index + 1) * _size)]);
    }
}
