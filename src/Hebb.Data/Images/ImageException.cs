namespace Hebb.Data.Images;

/// <summary>What is wrong with an image, before the file's name is known.</summary>
internal sealed class ImageException(string message) : Exception(message);
