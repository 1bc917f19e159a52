/** 命令行上的错误与进度。 */
export const COMMAND_LINE: Readonly<Record<string, string>> = {
  "this is a defect of the program: {0}": "这是程序自身的缺陷：{0}",
  // 文件
  "there is no such file": "没有这个文件",
  "permission denied": "没有权限",
  "this is a folder": "这是文件夹",
  "part of the path is not a folder": "路径中有一段不是文件夹",
  "the disk is full": "磁盘已满",
  "the file system is read-only": "文件系统是只读的",
  "a file is in the way of a folder": "要建文件夹的地方已有同名文件",
  "cannot read {0}: {1}": "无法读取 {0}：{1}",
  "cannot write {0}: {1}": "无法写入 {0}：{1}",
  "two results would both be {0}: give one of the files another name": "两个结果都会是 {0}：请给其中一个文件换个名称",
  "`--dialect {0}` is for Markdown, and the result is `{1}`: add `--to markdown`":
    "`--dialect {0}` 只用于 Markdown，而结果的格式是 `{1}`：请加上 `--to markdown`",
  "`--dialect {0}` is for Markdown, and the result is `{1}`: leave it out, or write Markdown":
    "`--dialect {0}` 只用于 Markdown，而结果的格式是 `{1}`：请去掉它，或改为输出 Markdown",
  "`--fragment` is for pasting, and a PDF is not pasted: leave it out":
    "`--fragment` 用于粘贴，而 PDF 不能粘贴：请去掉它",
  "{0} files do not go into one PDF: give a folder, `-o pdf/`": "{0} 个文件不能写成一个 PDF：请指定文件夹，`-o pdf/`",
  "a terminal does not show a PDF: give a file, `-o homework.pdf`": "终端不能显示 PDF：请指定文件，`-o homework.pdf`",
  "a PDF with Chinese in it needs xelatex, latexmk or tectonic, and none of them is on the PATH: install TeX Live, or write the LaTeX with `--to latex` and compile it elsewhere":
    "含中文的 PDF 需要 xelatex、latexmk 或 tectonic，而 PATH 中一个也没有：请安装 TeX Live，或用 `--to latex` 输出 LaTeX 后在别处编译",
  "a PDF needs pdflatex, xelatex, latexmk or tectonic, and none of them is on the PATH: install TeX Live, or write the LaTeX with `--to latex` and compile it elsewhere":
    "生成 PDF 需要 pdflatex、xelatex、latexmk 或 tectonic，而 PATH 中一个也没有：请安装 TeX Live，或用 `--to latex` 输出 LaTeX 后在别处编译",
  "`{0}`: `{1}` cannot compile the LaTeX: it is to be had with `--to latex`{2}":
    "`{0}`：`{1}` 无法编译 LaTeX，可用 `--to latex` 查看源文件{2}",
  "`{0}`: `{1}` cannot compile the LaTeX: install the package of TeX that has `{2}`, or write the LaTeX with `--to latex` and compile it elsewhere{3}":
    "`{0}`：`{1}` 无法编译 LaTeX：请安装含有 `{2}` 的 TeX 宏包，或用 `--to latex` 输出 LaTeX 后在别处编译{3}",
  "{0} files do not go into one: give a folder, `-o {1}/`": "{0} 个文件不能写成一个：请指定文件夹，`-o {1}/`",
  "{0} would be written over: give another folder than its own": "{0} 会被覆盖：请换一个文件夹",
  // 作业
  "the sheet is too long: more than {0} characters": "作业太长：超过 {0} 个字符",
  "the line is too long: more than {0} characters": "这一行太长：超过 {0} 个字符",
  'this line is not JSON: expected {"name": "hw.tex", "text": "…"}':
    '这一行不是 JSON：应为 {"name": "hw.tex", "text": "…"}',
  'this line has no "name" and "text", which are texts': '这一行缺少 "name" 和 "text"，二者都应是文字',
  '"format" is one of {0}': '"format" 应为 {0} 之一',
  "standard input, line {0}: {1}": "标准输入第 {0} 行：{1}",
  "standard input, `-`, is checked alone": "检查标准输入 `-` 时不能同时检查别的文件",
  "the worksheet and the sheet are both `-`": "工作表和作业都是 `-`",
  "JSON Lines go into one file or to standard output, not into a folder":
    "JSON Lines 只能写入一个文件或标准输出，不能写入文件夹",
  "several pages do not go into one: give a folder, `-o pages/`": "多个网页不能写成一个：请指定文件夹，`-o pages/`",
  "a submission to Gradescope is given as files": "提交给 Gradescope 的作业要以文件给出",
  // 进度
  "{0} entries, {1} of {2} requests done": "{0} 个元素，完成 {1}/{2} 项要求",
  "{0} entries, {1} a second, {2} s left": "{0} 个元素，每秒 {1} 个，还需 {2} 秒",
  "{0} sheets done": "已检查 {0} 份作业",
  "{0} of {1} sheets done": "已检查 {0}/{1} 份作业",
  // 参数
  "It is a whole number from 1 on.": "应为不小于 1 的整数。",
  "It is a whole number from 2 on.": "应为不小于 2 的整数。",
  "It is a number from 1 to 64.": "应为 1 到 64 的数。",
  "It is a whole number from 0 to 4294967295.": "应为 0 到 4294967295 的整数。",
  "It is a number that is not negative.": "应为非负数。",
  "Allowed choices are {0}.": "可选 {0}。",
  "error: unknown option '{0}'": "错误：没有选项 '{0}'",
  "error: unknown command '{0}'": "错误：没有命令 '{0}'",
  "error: missing required argument '{0}'": "错误：缺少参数 '{0}'",
  "error: option '{0}' argument missing": "错误：选项 '{0}' 缺少取值",
  "error: required option '{0}' not specified": "错误：必须给出选项 '{0}'",
  "error: too many arguments for '{0}'. Expected 1 argument but got {1}.":
    "错误：'{0}' 的参数太多。应为 1 个，却有 {1} 个。",
  "error: too many arguments for '{0}'. Expected {1} arguments but got {2}.":
    "错误：'{0}' 的参数太多。应为 {1} 个，却有 {2} 个。",
  "error: option '{0}' argument '{1}' is invalid. {2}": "错误：选项 '{0}' 的取值 '{1}' 无效。{2}",
  "\n(Did you mean {0}?)": "\n（是否应为 {0}？）",
  "\n(Did you mean one of {0}?)": "\n（是否应为 {0} 之一？）",
};
